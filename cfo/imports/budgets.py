"""Budgets from files: what each month of a category may cost or should bring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cfo.imports.months import MonthColumn
from cfo.models import Budget, Category
from kernel.resources.imports.columns import (
    ChoiceColumn,
    CurrencyColumn,
    MoneyColumn,
    RowColumn,
    WholeColumn,
)
from kernel.resources.imports.kinds import ImportKind


class BudgetsImport(ImportKind):
    """A row a month and category; the same month of the same version is updated."""

    title = "Budgets"
    noun = "month of a category"
    about = (
        "One row a month and category. Costs are below zero, as on the bank's statement. A file "
        "that names no version is version 1; a new version is a draft until it is approved."
    )
    model = Budget
    key = ("period", "category", "currency", "scenario", "version")
    day = "period"
    columns = (
        MonthColumn(
            "period", aliases=("month", "monat", "mois", "date"), required=True, example="2026-03",
        ),
        RowColumn(
            "category", aliases=("account", "kategorie", "konto"), to=Category, required=True,
            example="Packaging",
        ),
        CurrencyColumn("currency", aliases=("currency code", "währung"), example="EUR"),
        MoneyColumn(
            "amount", aliases=("budget", "planned", "plan", "betrag", "value"), required=True,
            total=True, example="-3,400.00",
        ),
        ChoiceColumn("scenario", aliases=("case", "szenario"), default="base", example="base"),
        WholeColumn("version", aliases=("revision",), default=1, example="1"),
    )  # fmt: skip

    def check(self, row: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Faults of a row as a whole: versions begin with 1."""
        if (row.get("version") or 1) < 1:
            yield "version", "Versions begin with 1."
