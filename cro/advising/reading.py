"""Reading tests, ideas and counts into the advisor's ground, inside a read scope."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from cro import selectors
from cro.advising.contracts import AdvisorInput
from cro.advising.ground import FINISHED, Candidate, Ground, Rules, Tested
from cro.analysis.judgement import Judgement
from cro.judging.book import rows_of
from cro.judging.ground import MONTH_DAYS, WEEK, Case
from cro.judging.reading import cases
from cro.models import Experiment, Hypothesis, Segment
from cro.models.experiment import ExperimentStatus
from cro.models.hypothesis import HypothesisStatus
from kernel.core.contracts import Need, RunContext

LOOKED_AT = 3
"""Newest tests at a step among which one with sound health is looked for."""
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
        tested=_tested(experiments, today),
    )


def _tested(experiments: list[Experiment], today: dt.date) -> dict[str, Tested]:
    """By step, the newest test of everybody there whose health holds, as the designer counts it."""
    newest: dict[str, list[Experiment]] = defaultdict(list)
    for one in experiments:
        started = one.status != ExperimentStatus.DRAFT and one.segment_id is None
        if started and one.hypothesis is not None and one.hypothesis.step:
            newest[one.hypothesis.step].append(one)
    chosen = {one.pk: step for step, tests in newest.items() for one in tests[:LOOKED_AT]}
    found: dict[str, Tested] = {}
    for case in cases((one for one in experiments if one.pk in chosen), today):
        if case.judgement is not None and case.judgement.sound and chosen[case.id] not in found:
            found[chosen[case.id]] = _as_tested(case, case.judgement)
    return found


def _as_tested(case: Case, found: Judgement) -> Tested:
    metric = case.primary.metric
    told = found.of("primary")
    return Tested(
        name=case.name,
        people_a_week=case.a_month() * WEEK / MONTH_DAYS,
        rows=rows_of(case, metric.name, "", found, "units"),
        metric=case.measures[metric.name].id,
        rate=told[0].control_mean if told and metric.kind == "proportion" else None,
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
                draft.metric_id if draft else row.metric_id,
            )
        )
    return found
