"""Budget against actual: the approved base budget beside what came."""

from __future__ import annotations

from collections.abc import Iterator

from cfo.analysis import budget_against_actual
from cfo.analysis.budgets import BudgetComparison, BudgetRow
from cfo.analysis.statements import SECTIONS
from cfo.figures import UNFILED, fact, rows_of
from cfo.reporting.ground import Ground
from cfo.reporting.keys import key_of
from kernel.core.facts import Fact, Rows

FUNCTION = "cfo.analysis.budget_against_actual"


def compared(ground: Ground) -> BudgetComparison | None:
    """The period's categories beside their budgets; None where no month of it is budgeted."""
    now = ground.now
    lines = ground.budget.within(now)
    return budget_against_actual(ground.rows, lines, now.first, now.last) if lines else None


def in_order(found: BudgetComparison) -> list[BudgetRow]:
    """As in a statement of profit and loss: by kind, the largest budget first."""
    return sorted(
        found.rows,
        key=lambda row: (SECTIONS.index(row.kind or "uncategorised"), -abs(row.budget),
                         row.category),
    )  # fmt: skip


def row_key(ground: Ground, row: BudgetRow, name: str) -> str:
    """The key of a figure of a category."""
    return key_of(ground, "budget", "of", row.category or UNFILED, name)


def facts(ground: Ground) -> Iterator[Fact]:
    """Budget, actual, difference and its share of each category, and the sums."""
    found = compared(ground)
    if found is None:
        return
    for row in found.rows:
        yield from _row(ground, row)
    total = key_of(ground, "budget", "sum", "")
    window = ground.now.window
    plans = _plans(ground)
    spent = tuple(rows_of(row.rows, ground.ledger) for row in found.rows if row.rows.count)
    for name, label, value, rows in (
        ("budget", "Budget", found.budget, (plans,)),
        ("actual", "Actual", found.actual, spent),
        ("difference", "Difference", found.difference, (plans, *spent)),
    ):
        yield fact(
            total + name, f"{label}, all categories", value, "money",
            "The categories added up." if name != "difference" else "Actual minus budget.",
            FUNCTION, rows=rows, period=(window.first, window.last), currency=ground.currency,
        )  # fmt: skip


def _row(ground: Ground, row: BudgetRow) -> Iterator[Fact]:
    window = ground.now.window
    name = row.category or "Not filed"
    plans, lines = _plans(ground, row), rows_of(row.rows, ground.ledger)
    made: list[tuple[str, str, int | None, tuple[Rows, ...], str]] = [
        ("actual", "Actual", row.actual, (lines,), "The lines of the category added up."),
    ]
    if row.verdict != "no_budget":
        made.append(("budget", "Budget", row.budget, (plans,), "The approved months added up."))
        words = "Actual minus budget; above zero is more money in, or less out."
        made.append(("difference", "Difference", row.difference, (plans, lines), words))
    for part, label, value, rows, formula in made:
        yield fact(
            row_key(ground, row, part), f"{label}, {name}", value, "money", formula, FUNCTION,
            rows=tuple(one for one in rows if one.count),
            period=(window.first, window.last), currency=ground.currency,
        )  # fmt: skip
    if row.share is not None:
        yield fact(
            row_key(ground, row, "share"), f"Difference to budget, {name}", round(row.share, 6),
            "fraction", "The difference divided by the size of the budget.", FUNCTION,
            rows=(plans, lines), period=(window.first, window.last),
        )  # fmt: skip


def _plans(ground: Ground, row: BudgetRow | None = None) -> Rows:
    """The approved budget rows of the period, of one category or all."""
    kept = [
        one
        for one in ground.budget.within(ground.now)
        if row is None or one.category == row.category
    ]
    window = ground.now.window
    filters = {
        "period__gte": window.first.isoformat(),
        "period__lte": window.last.isoformat(),
        "scenario": "base",
        "status": "approved",
        "currency": ground.currency,
    }
    if row is not None and row.category in ground.ledger.categories:
        filters["category"] = str(ground.ledger.categories[row.category])
    return Rows("cfo/budgets", filters, "amount", sum(one.amount for one in kept), len(kept))
