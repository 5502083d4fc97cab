"""What a run writes: the draft of an experiment with its variants and guardrails."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cro.designing.contracts import DesignOutput, PlanPart
from cro.models import Experiment, ExperimentMetric, Hypothesis, MetricDefinition, Segment, Variant
from cro.models.experiment import ExperimentStatus
from cro.models.experiment_metric import MetricRole
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.resources.rights import scope_notation
from kernel.runs.context import current_run
from kernel.runs.drafts import write_draft
from kernel.screens import figures


def write(output: DesignOutput, facts: FactBook) -> list[Entity]:
    """Draft the experiment. One that a person has changed, or that has started, is kept."""
    plan = output.plan
    if plan is None:
        return []
    hypothesis = Hypothesis.objects.filter(title=plan.hypothesis).first()
    metric = MetricDefinition.objects.filter(name=plan.metric).first()
    known = Experiment.objects.filter(name=plan.name).first()
    if hypothesis is None or metric is None:
        return []
    if known is not None and known.status != ExperimentStatus.DRAFT:
        return []
    written = write_draft(
        Experiment,
        find={"name": plan.name},
        values=_values(plan, hypothesis, metric, facts),
    )
    entity = written.entity()
    if entity is None:
        return []
    return [entity, *_variants(written.row, plan), *_guards(written.row, plan)]


def _values(
    plan: PlanPart, hypothesis: Hypothesis, metric: MetricDefinition, facts: FactBook
) -> dict[str, Any]:
    segment = Segment.objects.filter(name=plan.segment).first() if plan.segment else None
    return {
        "hypothesis_id": hypothesis.pk,
        "metric_id": metric.pk,
        "segment_id": segment.pk if segment else None,
        "method": plan.method,
        "alpha": Decimal(plan.alpha),
        "power": Decimal(plan.power),
        "baseline": Decimal(plan.baseline),
        "minimum_effect": Decimal(plan.minimum_effect),
        "planned_size": plan.planned_size,
        "planned_weeks": plan.planned_weeks,
        "plan": {"stop": figures.plain(plan.stop, facts, scope_notation())},
        "status": ExperimentStatus.DRAFT,
    }


def _variants(row: Experiment, plan: PlanPart) -> list[Entity]:
    """The planned versions, where there is none: later they are a person's."""
    if row.variants.exists():
        return []
    made = Variant.objects.bulk_create(
        [
            Variant(
                experiment=row,
                key=one.key,
                name=one.name,
                is_control=one.is_control,
                weight=Decimal(one.weight),
                run_id=current_run.get(),
            )
            for one in plan.variants
        ]
    )
    return [Entity("cro_variants", one.pk, str(one), "created") for one in made]


def _guards(row: Experiment, plan: PlanPart) -> list[Entity]:
    if row.experiment_metrics.exists():
        return []
    metrics = {one.name: one for one in MetricDefinition.objects.all()}
    made = ExperimentMetric.objects.bulk_create(
        [
            ExperimentMetric(
                experiment=row,
                metric=metrics[one.metric],
                role=MetricRole.GUARDRAIL,
                margin=Decimal(one.margin),
                run_id=current_run.get(),
            )
            for one in plan.guardrails
            if one.metric in metrics
        ]
    )
    return [Entity("cro_experiment_metrics", one.pk, str(one.metric), "created") for one in made]
