"""Columns and filters of reports."""

from __future__ import annotations

from coo.models import Report
from kernel.core.facts import FactBook
from kernel.resources.columns import ChoiceColumn, DayColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.tables import ResourceTable
from kernel.screens.columns import SaidColumn


def _book(row: Report) -> FactBook:
    return FactBook.from_json(row.figures)


class ReportTable(ResourceTable):
    title = SaidColumn(book=_book, longest=200)
    kind = ChoiceColumn()
    period_start = DayColumn(verbose_name="from")
    period_end = DayColumn(verbose_name="to")
    narrative = SaidColumn(
        book=_book, verbose_name="in short", longest=240, orderable=False, visible=False
    )

    class Meta(ResourceTable.Meta):
        model = Report
        fields = ("title", "status", "kind", "period_start", "period_end", "narrative")
        order_by = ("-period_end", "kind")


class ReportFilters(ResourceFilters):
    class Meta:
        model = Report
        fields = {
            "kind": ["exact"],
            "status": ["exact"],
            "period_start": ["exact", "gte", "lte"],
            "period_end": ["exact", "gte", "lte"],
        }
