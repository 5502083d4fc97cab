"""What a run writes: the weeks' figures that are kept, and proposals."""

from __future__ import annotations

from decimal import Decimal

from coo.models import Metric, Recommendation
from coo.operating.contracts import MetricPart, OperatingOutput
from kernel.core.contracts import Entity
from kernel.core.facts import FactBook
from kernel.decisions.agent_proposals import propose_all
from kernel.runs.context import current_run

FOUR_PLACES = Decimal("0.0001")


def write(output: OperatingOutput, facts: FactBook) -> list[Entity]:
    """The figures of each week, made again where they changed; then proposals."""
    kept = [_metric(part) for part in output.metrics]
    return [*kept, *propose_all(Recommendation, output.proposals, facts)]


def _metric(part: MetricPart) -> Entity:
    value = Decimal(str(part.value)).quantize(FOUR_PLACES)
    row = Metric.objects.filter(name=part.name, period=part.period).first()
    if row is None:
        row = Metric.objects.create(
            name=part.name,
            period=part.period,
            value=value,
            unit=part.unit,
            run_id=current_run.get(),
        )
        return Entity("coo_metrics", row.pk, str(row), "created")
    if (row.value, row.unit) == (value, part.unit):
        return Entity("coo_metrics", row.pk, str(row), "confirmed")
    row.value, row.unit, row.run_id = value, part.unit, current_run.get()
    row.save()
    return Entity("coo_metrics", row.pk, str(row), "updated")
