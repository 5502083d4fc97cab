"""What a run writes: metrics and segments as drafts, and the proposal of their shares."""

from __future__ import annotations

from decimal import Decimal

from cro.intake.contracts import IntakeOutput
from cro.models import MetricDefinition, Recommendation, Segment
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import propose_all
from kernel.runs.drafts import write_drafts


def write(output: IntakeOutput, facts: FactBook) -> list[Entity]:
    """Draft what is new; what is stored already stays as it is."""
    metrics = [
        (
            {"name": one.name},
            {
                "kind": one.kind,
                "unit": one.unit,
                "currency": one.currency,
                "better": one.better,
                "guardrail_margin": Decimal(one.margin) if one.margin else None,
            },
        )
        for one in output.metrics
        if one.drafted
    ]
    segments = [
        ({"name": one.name}, {"definition": one.definition})
        for one in output.segments
        if one.drafted
    ]
    written = [one.entity() for one in write_drafts(MetricDefinition, metrics)]
    written += [one.entity() for one in write_drafts(Segment, segments)]
    entities = [entity for entity in written if entity]
    return [*entities, *propose_all(Recommendation, output.proposals, facts)]
