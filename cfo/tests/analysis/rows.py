"""Builders of rows for tests of the analysis."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from cfo.analysis import months
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.rows import LedgerRows
from cfo.demo import DemoWorkspace

FIRST = date(2025, 1, 6)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def line(number: int, amount: int, payee: str = "Acme", **columns: Any) -> dict[str, Any]:
    usual = {
        "id": f"{payee}-{number}-{amount}",
        "date": day(number),
        "amount": amount,
        "currency": "EUR",
        "account": "main",
        "category": "Software",
        "kind": "opex",
        "counterparty": payee,
        "memo": "",
    }
    return {**usual, **columns}


def ledger(*records: dict[str, Any]) -> LedgerRows:
    return LedgerRows.of(
        {**record, "id": f"{record['id']}-{at}"} for at, record in enumerate(records)
    )


def records_of(workspace: DemoWorkspace) -> list[dict[str, Any]]:
    kinds = {category.name: category.kind for category in workspace.categories}
    return [
        {
            "id": row.bank_id,
            "date": row.date,
            "amount": row.amount,
            "currency": row.currency,
            "account": row.account,
            "category": row.category,
            "kind": kinds.get(row.category or "", ""),
            "counterparty": row.counterparty,
            "memo": row.memo,
        }
        for row in workspace.transactions
    ]


def of_workspace(workspace: DemoWorkspace) -> tuple[LedgerRows, tuple[BudgetLine, ...]]:
    """A demo workspace as the analysis reads it."""
    kinds = {category.name: category.kind for category in workspace.categories}
    budget = tuple(
        BudgetLine(months.number_of(row.period), row.category, kinds[row.category], row.amount)
        for row in workspace.budgets
    )
    return LedgerRows.of(records_of(workspace)), budget
