"""Budget against actual: what was planned, what came, what the difference means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cfo.analysis import months
from cfo.analysis.rows import LedgerRows
from kernel.statistics.rows import Evidence

Verdict = Literal["better", "worse", "on_budget", "no_budget"]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What is planned for a category in a month: signed minor units, costs below zero."""

    month: int
    category: str
    kind: str
    amount: int


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A category's months: `difference` is actual minus budget, above zero is better.

    Since costs are below zero, more revenue and less cost both make it positive. `share` is the
    difference over the budget's size, None where nothing was budgeted.
    """

    category: str
    kind: str
    budget: int
    actual: int
    difference: int
    share: float | None
    verdict: Verdict
    rows: Evidence


@dataclass(frozen=True, slots=True)
class BudgetComparison:
    """All categories that have a budget or lines, worst difference first; sums are plain sums."""

    currency: str
    months: tuple[str, ...]
    rows: tuple[BudgetRow, ...]
    budget: int
    actual: int
    difference: int


def budget_against_actual(
    rows: LedgerRows, budget: Sequence[BudgetLine], first: int, last: int
) -> BudgetComparison:
    """The months `first` to `last`, categories beside their budgets; transfers are left out.

    The budget is in the rows' one currency. Lines without a category stand as one row without a
    budget.
    """
    currency = rows.one_currency()
    window = months.window(first, last)
    inside = rows.without_transfers().within(window)
    planned: dict[str, int] = {}
    kinds: dict[str, str] = dict(zip(inside.category, inside.kind, strict=True))
    for line in budget:
        if first <= line.month <= last:
            planned[line.category] = planned.get(line.category, 0) + line.amount
            kinds.setdefault(line.category, line.kind)
    found = []
    for category in sorted(kinds):
        own = inside.of_category(category)
        equals = (("category", (category,)), ("currency", (currency,)))
        actual = own.total()
        found.append(
            _row(category, kinds[category], planned.get(category), actual,
                 own.evidence(window, equals))
        )  # fmt: skip
    found.sort(key=lambda row: (row.difference, row.category))
    total, actual = sum(row.budget for row in found), sum(row.actual for row in found)
    labels = tuple(months.label(number) for number in range(first, last + 1))
    return BudgetComparison(currency, labels, tuple(found), total, actual, actual - total)


def _row(category: str, kind: str, budget: int | None, actual: int, rows: Evidence) -> BudgetRow:
    planned = budget or 0
    difference = actual - planned
    verdict: Verdict = "on_budget"
    if budget is None:
        verdict = "no_budget"
    elif difference:
        verdict = "better" if difference > 0 else "worse"
    share = difference / abs(planned) if planned else None
    return BudgetRow(category, kind, planned, actual, difference, share, verdict, rows)
