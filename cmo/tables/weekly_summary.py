"""Columns and filters of weekly summaries."""

from __future__ import annotations

from typing import Any

from cmo.models import WeeklySummary
from kernel.core.facts import FactBook
from kernel.formats import Notation
from kernel.resources.columns import DayColumn, Look, TextColumn
from kernel.resources.filters import ResourceFilters
from kernel.resources.rights import scope_notation
from kernel.resources.tables import ResourceTable
from kernel.screens import figures


class SaidColumn(TextColumn):
    """A text with its figures put in."""

    def shown(self, record: Any, value: Any, look: Look) -> dict[str, Any]:
        return super().shown(record, _said(record, value, look.notation), look)

    def plain(self, record: Any, value: Any) -> Any:
        return _said(record, value, scope_notation())


def _said(row: WeeklySummary, text: str, notes: Notation) -> str:
    return figures.plain(text, FactBook.from_json(row.facts), notes)


class WeeklySummaryTable(ResourceTable):
    week_start = DayColumn(verbose_name="week of")
    narrative = SaidColumn(verbose_name="in short", longest=320, orderable=False)

    class Meta(ResourceTable.Meta):
        model = WeeklySummary
        fields = ("week_start", "narrative")
        order_by = ("-week_start",)


class WeeklySummaryFilters(ResourceFilters):
    class Meta:
        model = WeeklySummary
        fields = {"week_start": ["exact", "gte", "lte"]}
