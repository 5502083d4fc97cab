"""Reading counts, definitions and results into the intake's ground, inside a read scope."""

from __future__ import annotations

from typing import cast

from cro import selectors
from cro.analysis.arms import Kind
from cro.analysis.guardrails import Better
from cro.intake.answers import metric_of, segment_of
from cro.intake.contracts import IntakeInput
from cro.intake.ground import Ground, Stored, StoredSegment
from cro.models import Experiment, MetricDefinition, Segment
from cro.models.experiment import ExperimentStatus
from kernel.core.contracts import Need, RunContext


def read(ctx: RunContext, payload: IntakeInput) -> Ground | list[Need]:
    """Everything that is measured; needs where nothing is there and nothing was said."""
    ground = Ground(
        payload=payload,
        today=ctx.today,
        steps=selectors.steps(),
        metrics=[
            Stored(
                row.pk, row.name, cast("Kind", row.kind), row.unit, row.currency,
                cast("Better", row.better), row.guardrail_margin,
            )
            for row in MetricDefinition.objects.order_by("name")
        ],
        segments=[
            StoredSegment(row.pk, row.name, row.definition, row.traffic_share)
            for row in Segment.objects.order_by("name")
        ],
        measured=selectors.measured(
            Experiment.objects.exclude(status=ExperimentStatus.DRAFT)
            .select_related("metric")
            .order_by("-starts_on", "name")
        ),
        said_metrics=[metric_of(line) for line in payload.metrics],
        said_segments=[segment_of(line) for line in payload.segments],
    )  # fmt: skip
    if not (len(ground.steps.rows) or ground.metrics or ground.measured or ground.said_metrics):
        return [
            Need(
                what="How many people come to each step",
                why="Without counts nobody knows how long a test would take.",
                question="Will you import daily step counts under Imports?",
                rows="cro/step-counts",
            ),
            Need(
                what="A metric to test on",
                why="A test is decided by one metric that was named before.",
                question="Which metrics do you measure? Write a line each, as Orders: proportion.",
                rows="cro/metric-definitions",
                field="metrics",
            ),
        ]
    return ground
