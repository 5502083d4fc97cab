"""Columns and filters of weekly summaries."""

from __future__ import annotations

from cro.models import WeeklySummary
from kernel.core.facts import FactBook
from kernel.resources.columns import DayColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable
from kernel.screens.columns import SaidColumn


def _book(row: WeeklySummary) -> FactBook:
    return FactBook.from_json(row.facts)


class WeeklySummaryTable(ResourceTable):
    week_start = DayColumn(verbose_name="week of")
    narrative = SaidColumn(book=_book, verbose_name="in short", longest=320, orderable=False)

    class Meta(ResourceTable.Meta):
        model = WeeklySummary
        fields = ("week_start", "narrative")
        order_by = ("-week_start",)


class WeeklySummaryFilters(ResourceFilters):
    class Meta:
        model = WeeklySummary
        fields = {"week_start": ["exact", "gte", "lte"]}
