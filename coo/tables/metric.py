"""Columns and filters of kept figures."""

from __future__ import annotations

from typing import Any

from coo.models import Metric
from coo.models.metric import MetricUnit
from kernel.resources.columns import ChoiceColumn, DayColumn, Look, NumberColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable
from kernel.screens.columns import WordsColumn

DIGITS = {MetricUnit.RATIO: 2, MetricUnit.DAYS: 1, MetricUnit.HOURS: 1, MetricUnit.COUNT: 0}
NAMED = {MetricUnit.DAYS: "days", MetricUnit.HOURS: "work hours"}


class ValueColumn(NumberColumn):
    """A figure in its own unit."""

    def shown(self, record: Metric, value: Any, look: Look) -> dict[str, Any]:
        unit = MetricUnit(record.unit)
        if unit == MetricUnit.FRACTION:
            return {"text": look.notation.percent(value)}
        number = look.notation.number(value, DIGITS[unit])
        return {"text": f"{number} {NAMED.get(unit, '')}".strip()}


class MetricTable(ResourceTable):
    name = WordsColumn()
    period = DayColumn(verbose_name="week from")
    value = ValueColumn()
    unit = ChoiceColumn(minor=True)

    class Meta(ResourceTable.Meta):
        model = Metric
        fields = ("name", "period", "value", "unit")
        order_by = ("-period", "name")


class MetricFilters(ResourceFilters):
    class Meta:
        model = Metric
        fields = {"name": ["exact"], "period": ["exact", "gte", "lte"], "unit": ["exact"]}
