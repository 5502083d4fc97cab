"""What a run writes: hypotheses as drafts, and for each leak the proposal to test it."""

from __future__ import annotations

import datetime as dt

from cro.actions import QueueHypothesis
from cro.ideas.contracts import IdeaPart, IdeasFinding, IdeasOutput
from cro.ideas.output import SCALE
from cro.models import Hypothesis, MetricDefinition, Recommendation, Segment
from cro.models.hypothesis import HypothesisStatus
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook, references
from kernel.decisions.agent_proposals import (
    DUE_DAYS,
    AgentPrediction,
    AgentProposal,
    propose_all,
)
from kernel.runs.drafts import write_drafts
from kernel.statistics.ranking import priority

EFFORT = 2
BACK_DAYS = 60


def write(output: IdeasOutput, facts: FactBook, today: dt.date) -> list[Entity]:
    """Draft the ideas, and propose to queue those that answer a leak."""
    segments = {row.name: row for row in Segment.objects.all()}
    metrics = {row.name: row for row in MetricDefinition.objects.all()}
    rows = [
        (
            {"title": one.title},
            {
                "because": one.because,
                "we_believe": one.we_believe,
                "will": one.will,
                "segment": segments.get(one.segment),
                "metric": metrics.get(one.metric),
                "step": one.step,
                "impact": one.impact,
                "confidence": one.confidence,
                "ease": one.ease,
                "status": HypothesisStatus.IDEA,
            },
        )
        for one in output.ideas
    ]
    written = write_drafts(Hypothesis, rows)
    entities = [entity for one in written if (entity := one.entity())]
    ideas = {row.title: row for row in Hypothesis.objects.filter(status=HypothesisStatus.IDEA)}
    findings = {one.key: one for one in output.findings}
    proposals = []
    for part in (*output.ideas, *output.known):
        row, finding = ideas.get(part.like or part.title), findings.get(part.key)
        if part.ground == "leak" and row is not None and finding is not None:
            proposals.append(_queue(part, finding, row, facts, today))
    return [*entities, *propose_all(Recommendation, proposals, facts)]


def _queue(
    part: IdeaPart, finding: IdeasFinding, row: Hypothesis, facts: FactBook, today: dt.date
) -> AgentProposal:
    share = facts[f"{part.key}.share"].value
    at_stake = float(share) if isinstance(share, int | float) else 0.0
    predicted = f"{part.key}.lost_month"
    keys = [f"{part.key}.difference", predicted, *references(part.why)]
    due = today + dt.timedelta(days=DUE_DAYS[finding.severity])
    return AgentProposal(
        kind="leak",
        subject=finding.subject,
        title=f"Queue “{row.title}” for a test",
        rationale=part.why,
        severity=finding.severity,
        impact=None,
        currency="",
        effort=EFFORT,
        priority=priority(at_stake, finding.severity, EFFORT, SCALE),
        evidence=list(dict.fromkeys(keys)),
        action_kind=QueueHypothesis.kind,
        action_args=QueueHypothesis.Args(hypothesis=row.pk).model_dump(mode="json"),
        predicted=AgentPrediction(
            metric="Outcomes a month that may come back",
            fact=predicted,
            due=today + dt.timedelta(days=BACK_DAYS),
        ),
        due_on=due,
    )
