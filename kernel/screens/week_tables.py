"""Columns of weekly summaries."""

from __future__ import annotations

from typing import Any

from kernel.core.facts import FactBook
from kernel.resources.columns import DayColumn
from kernel.resources.tables import ResourceTable
from kernel.screens.columns import SaidColumn


def _book(row: Any) -> FactBook:
    return FactBook.from_json(row.facts)


class WeekTable(ResourceTable):
    """A week and what was said of it, the newest first."""

    week_start = DayColumn(verbose_name="week of")
    narrative = SaidColumn(book=_book, verbose_name="in short", longest=320, orderable=False)

    class Meta(ResourceTable.Meta):
        fields: tuple[str, ...] = ("week_start", "narrative")
        order_by = ("-week_start",)
