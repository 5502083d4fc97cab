"""Columns and filters of kept figures."""

from __future__ import annotations

from typing import Any

from cfo.models import Metric
from cfo.models.metric import MetricUnit
from cfo.tables.columns import MonthColumn
from kernel.resources.columns import ChoiceColumn, Look, NumberColumn, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable
from kernel.screens.columns import WordsColumn

DIGITS = {MetricUnit.RATIO: 2, MetricUnit.MONTHS: 1, MetricUnit.DAYS: 0, MetricUnit.COUNT: 0}


class ValueColumn(NumberColumn):
    """A figure in its own unit."""

    def shown(self, record: Metric, value: Any, look: Look) -> dict[str, Any]:
        notes = look.notation
        if record.unit == MetricUnit.MONEY:
            return {"text": notes.money(int(value), record.currency)}
        if record.unit == MetricUnit.FRACTION:
            return {"text": notes.percent(value)}
        number = notes.number(value, DIGITS[MetricUnit(record.unit)])
        unit = record.unit if record.unit in (MetricUnit.MONTHS, MetricUnit.DAYS) else ""
        return {"text": f"{number} {unit}".strip()}


class MetricTable(ResourceTable):
    name = WordsColumn()
    period = MonthColumn(verbose_name="month")
    value = ValueColumn()
    unit = ChoiceColumn(minor=True)
    currency = TextColumn(missing="none", minor=True)

    class Meta(ResourceTable.Meta):
        model = Metric
        fields = ("name", "period", "value", "unit", "currency")
        order_by = ("-period", "name")


class MetricFilters(ResourceFilters):
    class Meta:
        model = Metric
        fields = {
            "name": ["exact"],
            "period": ["exact", "gte", "lte"],
            "unit": ["exact"],
            "currency": ["exact"],
        }
