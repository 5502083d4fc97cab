"""Reading a week, inside a read scope."""

from __future__ import annotations

from django.db.models import F, Sum

from cro import selectors
from cro.models import Experiment, Metric, Recommendation
from cro.models.experiment import ExperimentStatus
from cro.reach import reaches
from cro.standing import standings
from cro.weekly.contracts import WeeklySummaryInput
from cro.weekly.week import Week
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.decisions import weeks


def read(ctx: RunContext, payload: WeeklySummaryInput) -> Week | list[Need]:
    """The asked week, or the last that is over; needs where nothing is in it, or it is not over."""
    first = ctx.workspace.first_weekday
    current = Window.week_of(ctx.today, first)
    window = Window.week_of(payload.week, first) if payload.week else current.preceding(7)
    if window.last >= ctx.today:
        why = "Its last days are still to come."
        return [Need(what="A week that is over", why=why, question="Which week is meant?")]
    steps = selectors.steps()
    experiments = list(
        Experiment.objects.exclude(status=ExperimentStatus.DRAFT).order_by("starts_on", "name")
    )
    if not len(steps.rows.within(window)) and not experiments:
        return [
            Need(
                what="Step counts or results of that week",
                why="Nothing was counted in it and no test has begun.",
                question="Will you import them?",
                rows="cro/step-counts",
            )
        ]
    came = Metric.objects.filter(
        date__range=(window.first, window.last),
        segment=None,
        metric_id=F("experiment__metric_id"),
    ).aggregate(people=Sum("units"))
    return Week(
        window,
        steps,
        experiments,
        standings(ctx.today),
        came["people"] or 0,
        waiting=weeks.waiting(Recommendation),
        applied=weeks.applied(Recommendation, window, ctx.workspace.timezone),
        late=tuple(one for one in reaches(ctx.today) if one.last < window.last),
    )
