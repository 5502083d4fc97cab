"""Reading counts and what was tested into the generator's ground, inside a read scope."""

from __future__ import annotations

from django.db.models import Count

from cro import selectors
from cro.ideas.contracts import IdeasInput
from cro.ideas.ground import Ground, Had, Rules
from cro.models import Experiment, Hypothesis, MetricDefinition
from cro.models.metric_definition import MetricKind
from kernel.core.contracts import Need, RunContext
from kernel.runs.drafts import untouched


def read(ctx: RunContext, payload: IdeasInput) -> Ground | list[Need]:
    """Counts, hypotheses and settings; needs where there is nothing to begin from."""
    steps = selectors.steps()
    if not len(steps.rows) and not payload.ideas:
        return [
            Need(
                what="How many people come to each step",
                why="Ideas begin where people are lost, and nothing is counted yet.",
                question="Will you import daily step counts under Imports?",
                agent="cro-metric-intake",
                rows="cro/step-counts",
            )
        ]
    known = {step.casefold() for step in steps.rows.steps()}
    if payload.step and payload.step.casefold() not in known:
        return [
            Need(
                what=f"Counts of “{payload.step}”",
                why="No step is called so.",
                question=f"Which of these do you mean: {', '.join(steps.rows.steps())}?",
                field="step",
            )
        ]
    own = selectors.settings()
    metrics = list(MetricDefinition.objects.order_by("name"))
    return Ground(
        payload=payload,
        today=ctx.today,
        steps=steps,
        had=_had(),
        metrics=[row.name for row in metrics],
        metric=_usual(metrics),
        rules=Rules(float(own.alpha), float(own.power), float(own.smallest_believable)),
    )


def _had() -> list[Had]:
    """What somebody had before; drafts of this agent that nobody touched are its own to update."""
    rows = Hypothesis.objects.select_related("segment").order_by("title")
    return [
        Had(
            row.pk, row.title, row.status, row.step, str(row.segment or ""),
            run=row.experiments.exists(),
        )
        for row in rows
        if not untouched(row)
    ]  # fmt: skip


def _usual(metrics: list[MetricDefinition]) -> str:
    """The metric that tests are decided by here, or else a proportion that is better up."""
    counted = {
        row["metric"]: row["n"]
        for row in Experiment.objects.order_by().values("metric").annotate(n=Count("pk"))
    }
    ranked = sorted(
        (row for row in metrics if row.better == "up"),
        key=lambda row: (-counted.get(row.pk, 0), row.kind != MetricKind.PROPORTION, row.name),
    )
    return ranked[0].name if ranked else ""
