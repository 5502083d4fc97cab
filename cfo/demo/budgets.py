"""What the demo company had planned: what was to be expected, in round numbers."""

from __future__ import annotations

from cfo.demo.book import Book
from cfo.demo.company import CATEGORIES
from cfo.demo.shapes import DemoBudget

ROUND = 10_000


def budgets(book: Book) -> tuple[DemoBudget, ...]:
    """An approved base budget for every month of the book and category that had one."""
    planned = [
        DemoBudget(month, one.name, _round(book.expected[month, one.name]), "base", 1, "approved")
        for month in book.months()
        for one in CATEGORIES
        if one.kind != "transfer" and book.expected.get((month, one.name))
    ]
    return tuple(line for line in planned if line.amount)


def _round(amount: int) -> int:
    sign = -1 if amount < 0 else 1
    return sign * max(1, (abs(amount) + ROUND // 2) // ROUND) * ROUND
