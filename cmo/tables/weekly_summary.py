"""Columns and filters of weekly summaries."""

from __future__ import annotations

from cmo.models import WeeklySummary
from kernel.resources.columns import DayColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable


class WeeklySummaryTable(ResourceTable):
    week_start = DayColumn(verbose_name="week of")

    class Meta(ResourceTable.Meta):
        model = WeeklySummary
        fields = ("week_start",)
        order_by = ("-week_start",)


class WeeklySummaryFilters(ResourceFilters):
    class Meta:
        model = WeeklySummary
        fields = {"week_start": ["exact", "gte", "lte"]}
