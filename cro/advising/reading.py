"""Reading tests, ideas and counts into the advisor's ground, inside a read scope."""

from __future__ import annotations

import datetime as dt

from cro import selectors
from cro.advising.contracts import AdvisorInput
from cro.advising.ground import FINISHED, Candidate, Ground, Rules
from cro.models import Experiment, Hypothesis, Segment
from cro.models.experiment import ExperimentStatus
from cro.models.hypothesis import HypothesisStatus
from kernel.core.contracts import Need, RunContext

WAITING = (HypothesisStatus.IDEA, HypothesisStatus.QUEUED)


def read(ctx: RunContext, payload: AdvisorInput) -> Ground | list[Need]:
    """The whole programme; needs where there is neither an idea nor a finished test."""
    ground = ground_of(payload, ctx.today)
    if not ground.candidates and not ground.measured:
        return [
            Need(
                what="Ideas or finished tests",
                why="There is nothing yet to choose from or to learn from.",
                question="Will you look for ideas first, or import the results of earlier tests?",
                agent="cro-hypothesis-generator",
                rows="cro/hypotheses",
            )
        ]
    return ground


def ground_of(payload: AdvisorInput, today: dt.date) -> Ground:
    """The programme as it stands; screens show it too."""
    experiments = list(
        Experiment.objects.select_related("metric", "hypothesis", "hypothesis__segment").order_by(
            "-starts_on", "name"
        )
    )
    own = selectors.settings()
    return Ground(
        payload=payload,
        today=today,
        experiments=experiments,
        measured=selectors.measured(one for one in experiments if one.status in FINISHED),
        candidates=_candidates(experiments),
        titles=list(Hypothesis.objects.order_by("title").values_list("title", flat=True)),
        segments={name: pk for pk, name in Segment.objects.values_list("pk", "name")},
        steps=selectors.steps(),
        rules=Rules(
            float(own.alpha), float(own.power), float(own.smallest_believable), own.longest_weeks
        ),
    )


def _candidates(experiments: list[Experiment]) -> list[Candidate]:
    """Ideas, queued ones and drafts; an idea that has a draft is that draft."""
    drafts = {one.hypothesis_id: one for one in experiments if one.status == ExperimentStatus.DRAFT}
    rows = Hypothesis.objects.filter(status__in=WAITING).select_related("segment")
    found = []
    for row in rows.order_by("-score", "title"):
        draft = drafts.get(row.pk)
        found.append(
            Candidate(
                row.pk,
                draft.name if draft else row.title,
                "draft" if draft else row.status,  # type: ignore[arg-type]
                row.step,
                str(row.segment or ""),
                row.impact,
                float(row.score),
                draft.pk if draft else None,
            )
        )
    return found
