"""Headcount from files: positions with what they cost a month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cfo.imports.months import MonthColumn
from cfo.models import Headcount
from kernel.resources.imports.columns import CurrencyColumn, MoneyColumn, TextColumn
from kernel.resources.imports.kinds import ImportKind


class HeadcountImport(ImportKind):
    """A row a position; one of the same name and first month is updated."""

    title = "Headcount"
    noun = "position"
    about = (
        "One row a person or position, in whole months, with all that it costs the company a "
        "month. Without a last month it is open."
    )
    model = Headcount
    key = ("name", "start_month")
    day = "start_month"
    columns = (
        TextColumn(
            "name", aliases=("position", "role", "title", "employee", "person", "stelle"),
            required=True, example="Roaster",
        ),
        TextColumn("team", aliases=("department", "abteilung", "group"), example="Roastery"),
        MonthColumn(
            "start_month", aliases=("start", "start date", "from", "first month", "hired", "von"),
            required=True, example="2026-03",
        ),
        MonthColumn(
            "end_month", aliases=("end", "end date", "to", "last month", "leaves", "bis"),
            example="",
        ),
        CurrencyColumn("currency", aliases=("currency code", "währung"), example="EUR"),
        MoneyColumn(
            "cost",
            aliases=("cost a month", "monthly cost", "cost per month", "monthly", "kosten"),
            required=True, total=True, example="3,600.00",
        ),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: months in order, a cost not below zero."""
        first, last, cost = row.get("start_month"), row.get("end_month"), row.get("cost")
        if first is not None and last is not None and last < first:
            yield "end_month", "The last month lies before the first."
        if cost is not None and cost < 0:
            yield "cost", "A cost is written without a minus sign."
