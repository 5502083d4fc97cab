"""Columns and filters of weekly summaries."""

from __future__ import annotations

from cmo.models import WeeklySummary
from kernel.resources.filters import ResourceFilters
from kernel.screens.week_tables import WeekTable


class WeeklySummaryTable(WeekTable):
    class Meta(WeekTable.Meta):
        model = WeeklySummary


class WeeklySummaryFilters(ResourceFilters):
    class Meta:
        model = WeeklySummary
        fields = {"week_start": ["exact", "gte", "lte"]}
