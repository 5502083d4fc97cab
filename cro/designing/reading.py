"""Reading what a test is planned from, inside a read scope; needs where something is missing."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from django.db.models import QuerySet

from cro import selectors
from cro.analysis import sample_of, step_baseline
from cro.analysis.arms import Kind
from cro.analysis.planning import Method
from cro.analysis.results import added
from cro.analysis.steps import EVERYBODY
from cro.designing.contracts import MOST_GUARDRAILS, DesignInput
from cro.designing.ground import Asked, Ground, Guard, Past, StepTraffic
from cro.designing.words import wished
from cro.figures import both_columns
from cro.judging.book import COLUMNS, RATIO, rows_of
from cro.judging.ground import Case
from cro.judging.reading import cases
from cro.models import Experiment, Hypothesis, MetricDefinition, StepCount
from cro.models.experiment import ExperimentStatus
from cro.models.hypothesis import HypothesisStatus
from kernel.core.contracts import Need, RunContext
from kernel.core.named import named_in
from kernel.core.windows import Window
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

LOOKED_AT = 12
"""Earlier tests among which a control is looked for, the newest first."""
STARTED = (ExperimentStatus.RUNNING, ExperimentStatus.STOPPED, ExperimentStatus.DECIDED)
WAITING = (HypothesisStatus.QUEUED, HypothesisStatus.IDEA)


def read(ctx: RunContext, payload: DesignInput) -> Ground | list[Need]:
    """The ground of one test; needs without hypothesis, metric, baseline or traffic."""
    row = _hypothesis(payload.hypothesis, payload.words)
    if isinstance(row, Need):
        return [row]
    if row.metric is None:
        return [_no_metric(row)]
    window = _window(ctx.today)
    steps = selectors.steps(window)
    past = _past(row, ctx.today)
    segment = row.segment.name if row.segment else EVERYBODY
    traffic = _traffic(steps, window, segment)
    here = next((one for one in traffic if one.step == row.step), None)
    if missing := _missing(row, past, here):
        return [missing]
    return Ground(
        hypothesis=row.pk,
        title=row.title,
        change=row.we_believe,
        step=row.step,
        segment=segment,
        metric=row.metric.name,
        unit=row.metric.unit,
        currency=row.metric.currency,
        kind=cast(Kind, row.metric.kind),
        falls=row.metric.better == "down",
        asked=_asked(payload),
        past=past,
        here=here,
        steps=steps,
        window=window,
        others=traffic,
        guards=_guards(row.metric),
        segments=steps.segments,
        busy=_busy(row),
    )


def _hypothesis(title: str, words: str) -> Hypothesis | Need:
    rows = Hypothesis.objects.select_related("metric", "segment")
    if title:
        row = rows.filter(title__iexact=title).first()
        return row if row is not None else _unknown(title, rows)
    if named := named_in(words, rows.order_by("-score", "title"), str):
        return named[0]
    open_ones = rows.filter(status__in=WAITING).exclude(experiments__status__in=STARTED)
    for status in WAITING:
        row = open_ones.filter(status=status).order_by("-score", "title").first()
        if row is not None:
            return row
    return Need(
        what="A hypothesis",
        why="A test answers one, and none is waiting.",
        agent="cro-hypothesis-generator",
        question="What do you want to know?",
    )


def _asked(payload: DesignInput) -> Asked:
    own, wish = selectors.settings(), wished(payload.words)
    effect, weeks = payload.effect or wish.effect, payload.weeks or wish.weeks
    method = payload.method or wish.method
    given = {"effect": effect, "weeks": weeks, "method": method}
    said = [name for name, value in given.items() if not value]
    return Asked(
        effect=effect or float(own.smallest_believable),
        longest=weeks or own.longest_weeks,
        variants=payload.variants,
        method=cast(Method, method or own.method),
        alpha=float(own.alpha),
        power=float(own.power),
        chance=float(own.chance_to_ship),
        defaults=tuple(said),
    )


def _window(today: dt.date) -> Window | None:
    """The last four whole weeks of counts."""
    last = selectors.last_count()
    if last is None:
        return None
    return Window(last - dt.timedelta(days=selectors.PRESENT_DAYS - 1), last)


def _traffic(
    steps: selectors.Steps, window: Window | None, segment: str
) -> tuple[StepTraffic, ...]:
    """Each step in its order: people a week, and the part that passes it and all later ones."""
    if window is None:
        return ()
    found: list[StepTraffic] = []
    through: Interval | None = None
    for step in reversed(steps.rows.steps()):
        try:
            base = step_baseline(steps.rows, step, segment, window)
        except (AnalysisError, NotEnoughDataError):
            return tuple(reversed(found))
        rate = base.rate
        through = rate if through is None else _product(rate, through)
        rows = both_columns(steps.rows, steps.segments, window, step, segment)
        found.append(StepTraffic(step, base.weekly, through, rows))
    return tuple(reversed(found))


def _product(first: Interval, second: Interval) -> Interval:
    """Of two rates of one way; the limits multiplied, which is on the wide side."""
    return Interval(
        first.estimate * second.estimate, first.low * second.low, first.high * second.high
    )


def _past(row: Hypothesis, today: dt.date) -> Past | None:
    """The newest control that was measured by the same metric, at the same step if there is one."""
    if row.segment_id is not None:
        return None
    tests = (
        Experiment.objects.filter(status__in=STARTED, segment=None)
        .filter(metrics__metric=row.metric, metrics__segment=None)
        .select_related("hypothesis")
        .distinct()
        .order_by("-starts_on", "name")
    )
    here = tests.filter(hypothesis__step=row.step) if row.step else tests.none()
    for chosen, same in ((here, True), (tests, False)):
        if not same and row.metric.kind == "proportion":
            return None
        for case in cases(chosen[:LOOKED_AT], today):
            past = _control(case, row.metric, same)
            if past is not None:
                return past
    return None


def _control(case: Case, metric: MetricDefinition, here: bool) -> Past | None:
    found = case.judgement
    if found is None or not found.sound or metric.name not in case.measures:
        return None
    series = next(one for one in case.series if one.metric.name == metric.name)
    if not series.days:
        return None
    control = next(arm.key for arm in case.arms if arm.is_control)
    totals = added([one for one in series.days if one.day <= found.read_to])[control]
    try:
        sample = sample_of(series.metric.kind, totals, control)
    except (AnalysisError, NotEnoughDataError):
        return None
    columns = COLUMNS.get(series.metric.kind, RATIO)
    return Past(
        case.name, sample.mean, sample.variance, sample.units, case.a_month() * 7 / 30, here,
        rows_of(case, metric.name, control, found, *columns),
    )  # fmt: skip


def _guards(metric: MetricDefinition) -> tuple[Guard, ...]:
    rows = MetricDefinition.objects.exclude(pk=metric.pk).exclude(guardrail_margin=None)
    return tuple(
        Guard(one.pk, one.name, str(one.guardrail_margin))
        for one in rows.order_by("name")[:MOST_GUARDRAILS]
    )


def _busy(row: Hypothesis) -> tuple[str, ...]:
    """Tests that run at the same step now."""
    if not row.step:
        return ()
    running = Experiment.objects.filter(
        status=ExperimentStatus.RUNNING, hypothesis__step=row.step
    ).exclude(hypothesis=row)
    return tuple(running.order_by("name").values_list("name", flat=True))


def _missing(row: Hypothesis, past: Past | None, here: StepTraffic | None) -> Need | None:
    if past is None and row.metric is not None and row.metric.kind != "proportion":
        return Need(
            what=f"Results of {row.metric}",
            why="How much people differ in it is not known, and the size hangs on that.",
            question="Will you import the results of a test that measured it?",
            agent="cro-metric-intake",
        )
    if here is None and (past is None or not past.here):
        return _no_traffic(row)
    if past is None and here is not None and not 0.0 < here.through.estimate < 1.0:
        return _no_traffic(row)
    if past is not None and past.mean <= 0.0:
        return Need(
            what=f"A baseline of {row.metric} above zero",
            why="An effect in percent of nothing is nothing.",
            question="Will you test another metric?",
            rows="cro/metric-definitions",
        )
    return None


def _no_metric(row: Hypothesis) -> Need:
    return Need(
        what=f"The metric of “{row.title}”",
        why="Without it nobody knows what the test is to move.",
        question="Which metric shall it move?",
        rows="cro/hypotheses",
        agent=None if MetricDefinition.objects.exists() else "cro-metric-intake",
    )


def _no_traffic(row: Hypothesis) -> Need:
    known = list(StepCount.objects.order_by("step").values_list("step", flat=True).distinct()[:8])
    if known and row.step not in known:
        return Need(
            what=f"The step of “{row.title}”",
            why="It says at which step people see the test, and so how many come.",
            question=f"Which of these is it: {', '.join(known)}?",
            rows="cro/hypotheses",
        )
    return Need(
        what="People at the step",
        why="The weeks of a test come from those who reach it.",
        question="Will you import step counts of a week at least?",
        agent="cro-metric-intake",
        rows="cro/step-counts",
    )


def _unknown(title: str, rows: QuerySet[Any]) -> Need:
    known = list(rows.order_by("-score").values_list("title", flat=True)[:6])
    question = f"Which of these is it: {', '.join(known)}?" if known else "What do you believe?"
    return Need(
        what=f"A hypothesis called {title}",
        why="No hypothesis of this workspace has that title.",
        question=question,
        rows="cro/hypotheses",
        field="hypothesis",
    )
