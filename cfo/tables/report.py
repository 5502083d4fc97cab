"""Columns and filters of reports."""

from __future__ import annotations

from cfo.models import Report
from kernel.core.facts import FactBook
from kernel.resources.columns import ChoiceColumn, DayColumn, TextColumn
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
    currency = TextColumn(minor=True)
    narrative = SaidColumn(
        book=_book, verbose_name="in short", longest=240, orderable=False, visible=False
    )

    class Meta(ResourceTable.Meta):
        model = Report
        fields = (
            "title", "status", "kind", "period_start", "period_end", "currency", "narrative",
        )  # fmt: skip
        order_by = ("-period_end", "kind")


class ReportFilters(ResourceFilters):
    class Meta:
        model = Report
        fields = {
            "kind": ["exact"],
            "status": ["exact"],
            "currency": ["exact"],
            "period_start": ["exact", "gte", "lte"],
            "period_end": ["exact", "gte", "lte"],
        }
