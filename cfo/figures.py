"""What the analysis computed, as facts: a label, a unit, a formula in words, and the rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import numpy as np

from cfo.analysis.rows import LedgerRows
from cfo.selectors import Ledger, Opening
from kernel.core.computed import VERSION as VERSION
from kernel.core.computed import fact as fact
from kernel.core.facts import Fact, Rows
from kernel.core.windows import Window
from kernel.statistics.rows import Evidence

TRANSACTIONS = "cfo/transactions"
UNFILED = "none"
"""How the list of transactions calls lines of no kind."""


def rows_of(evidence: Evidence, ledger: Ledger, **further: str) -> Rows:
    """The list's filter that shows exactly these lines; `further` narrows it more.

    Names of categories and accounts become their ids.
    """
    ids: dict[str, Mapping[str, UUID]] = {
        "category": ledger.categories,
        "account": ledger.accounts,
    }
    filters = {
        "date__gte": evidence.window.first.isoformat(),
        "date__lte": evidence.window.last.isoformat(),
    }
    for column, values in evidence.equals:
        if column == "category" and values == ("",):
            filters["kind"] = UNFILED
            continue
        known = ids.get(column)
        named = [str(known[value]) if known else value for value in values]
        filters[column if len(named) == 1 else f"{column}__in"] = ",".join(named)
    return Rows(
        resource=f"cfo/{evidence.table.replace('_', '-')}",
        filters=filters | further,
        column=evidence.column,
        total=evidence.total,
        count=evidence.count,
    )


def opening_rows(opening: Opening) -> tuple[Rows, ...]:
    """The accounts' opening balances, and the lines that these hold already."""
    accounts = Rows(
        "cfo/accounts", {"currency": opening.currency}, "opening_balance", opening.held,
        opening.accounts,
    )  # fmt: skip
    filters = {"currency": opening.currency, "opened": "true"}
    early = Rows(TRANSACTIONS, filters, "amount", opening.early_total, opening.early)
    return tuple(part for part in (accounts, early) if part.count)


def kind_rows(rows: LedgerRows, window: Window, kind: str, sign: str = "") -> Rows:
    """The lines of one kind ("" is of none) in a window, of one currency, by sign if asked."""
    own = rows.within(window).of_kinds(kind)
    if sign:
        own = own.where(own.amount > 0 if sign == "in" else own.amount < 0)
    filters = {
        "date__gte": window.first.isoformat(),
        "date__lte": window.last.isoformat(),
        "kind": kind or UNFILED,
        "currency": rows.one_currency(),
    }
    if sign:
        filters["sign"] = sign
    return Rows(TRANSACTIONS, filters, "amount", own.total(), len(own))


def all_rows(rows: LedgerRows, last: date) -> Rows:
    """Every line of one currency up to a day."""
    own = rows.where(rows.date <= np.datetime64(last, "D"))
    filters = {"date__lte": last.isoformat(), "currency": rows.one_currency()}
    return Rows(TRANSACTIONS, filters, "amount", own.total(), len(own))


def day_fact(key: str, label: str, day: date | None, formula: str, *behind: Fact) -> Fact:
    """A date as a fact, so that text can say it."""
    return fact(key, label, day, "date", formula, "cfo.figures.day_fact", *behind)


def count_fact(key: str, label: str, value: int, formula: str, *behind: Fact) -> Fact:
    """A count as a fact."""
    return fact(key, label, value, "count", formula, "cfo.figures.count_fact", *behind)
