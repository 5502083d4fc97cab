"""Payroll by head over the months ahead."""

from __future__ import annotations

from cfo.analysis import months, payroll_by_head
from cfo.analysis.payroll import Payroll
from cfo.figures import count_fact, fact
from cfo.forecasting.contracts import HeadPart, PayrollPart
from cfo.forecasting.ground import Ground
from kernel.core.facts import FactBook, Rows


def payroll_ahead(ground: Ground) -> Payroll | None:
    """What each position costs in the months ahead; None without any."""
    if not ground.heads:
        return None
    found = payroll_by_head(ground.heads, ground.last + 1, ground.last + ground.asked.horizon)
    return found if found.rows else None


def add_payroll(book: FactBook, ground: Ground) -> None:
    """The payroll's total, and its first and last month."""
    found = payroll_ahead(ground)
    if found is None:
        return
    cost = sum(head.cost for head in ground.heads)
    rows = (Rows("cfo/headcount", {"currency": found.currency}, "cost", cost, len(ground.heads)),)
    for name, label, value, formula in (
        ("total", "Payroll ahead", found.total, "What each position costs in its months."),
        ("next", "Payroll next month", found.by_month[0], "Positions of the first month ahead."),
        ("last", "Payroll in the last month", found.by_month[-1],
         "Positions of the last month ahead."),
    ):  # fmt: skip
        book.add(
            fact(f"payroll.{name}", label, value, "money", formula, "cfo.analysis.payroll_by_head",
                 rows=rows, currency=found.currency)
        )  # fmt: skip
    for name, label, value in (
        ("heads", "Positions next month", found.heads[0]),
        ("heads_last", "Positions in the last month", found.heads[-1]),
    ):
        book.add(count_fact(f"payroll.{name}", label, value, "Positions paid in that month."))


def payroll_part(ground: Ground) -> PayrollPart | None:
    """The table of positions by month."""
    found = payroll_ahead(ground)
    if found is None:
        return None
    first = ground.last + 1
    return PayrollPart(
        months=[months.first_day(first + at) for at in range(ground.asked.horizon)],
        rows=[
            HeadPart(name=row.name, by_month=list(row.by_month), total=row.total)
            for row in found.rows
        ],
        by_month=list(found.by_month),
        heads=list(found.heads),
    )
