"""Budget against actual: a month of the approved budget beside the lines that came."""

from __future__ import annotations

import datetime as dt

from cfo import selectors
from cfo.analysis import budget_against_actual, months
from cfo.analysis.budgets import BudgetComparison, BudgetRow
from cfo.budgeting.shown import month_key
from cfo.figures import fact, rows_of
from cfo.models import Budget
from cfo.models.budget import BudgetStatus
from cfo.selectors import Ledger
from kernel.core.facts import FactBook, Rows

COMPARED = "cfo.analysis.budget_against_actual"


def compared(currency: str, month: dt.date, book: FactBook) -> BudgetComparison:
    """The month's categories, worst first; their facts go into the book.

    Costs are below zero on both sides, so a difference above zero is better.
    """
    number = months.number_of(month)
    window = months.window(number, number)
    ledger = selectors.ledger(window, currency=currency)
    found = budget_against_actual(ledger.rows, selectors.approved_budget(currency), number, number)
    for row in found.rows:
        _add(book, row, ledger, currency, month)
    return found


def _add(book: FactBook, row: BudgetRow, ledger: Ledger, currency: str, month: dt.date) -> None:
    name = row.category or "Not filed"
    actual = book.add(
        fact(
            month_key("actual", row.category),
            f"{name}, actual",
            row.actual,
            "money",
            "The month’s lines, added up; money out is below zero.",
            COMPARED,
            rows=(rows_of(row.rows, ledger),) if row.rows.count else (),
            period=(row.rows.window.first, row.rows.window.last),
            currency=currency,
        )
    )
    if row.verdict == "no_budget":
        return
    filters = {
        "period": month.isoformat(),
        "category": str(ledger.categories[row.category]),
        "scenario": "base",
        "status": BudgetStatus.APPROVED.value,
        "currency": currency,
    }
    count = Budget.objects.filter(
        period=month, category_id=ledger.categories[row.category], scenario="base",
        status=BudgetStatus.APPROVED, currency=currency,
    ).count()  # fmt: skip
    budget = book.add(
        fact(
            month_key("budget", row.category),
            f"{name}, budget",
            row.budget,
            "money",
            "The approved base budget of the month.",
            COMPARED,
            rows=(Rows("cfo/budgets", filters, "amount", row.budget, count),),
            currency=currency,
        )
    )
    book.add(
        fact(month_key("difference", row.category), f"{name}, difference", row.difference,
             "money", "Actual minus budget; above zero is better.", COMPARED, budget, actual,
             currency=currency)
    )  # fmt: skip
