"""What is planted in the loud company's first workspace, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cfo.demo.book import MILLE, Book, Entry, month_after, working_day
from cfo.demo.company import OVERRUN_CATEGORIES, SUBSCRIPTIONS
from cfo.demo.shapes import DuplicateTruth, OverrunTruth
from kernel.statistics.draws import Draws

EXTRA_PAYEES = {
    "Marketing": "Adline Search",
    "Shipping": "Harbor Freight",
    "Freelancers": "Studio Weber Texts",
}


@dataclass(frozen=True, slots=True)
class Plan:
    """Which supplier bill (counted back from the last) is paid again after `again_days`; which
    subscription doubles, so many months before the end; what overruns when, by per mille."""

    bill_back: int
    again_days: int
    subscription: int
    months_back: int
    category: str
    overrun_back: int
    overrun: int


def drawn_plan(draws: Draws) -> Plan:
    return Plan(
        bill_back=draws.whole(4, 60),
        again_days=draws.whole(2, 6),
        subscription=draws.whole(0, len(SUBSCRIPTIONS) - 1),
        months_back=draws.whole(3, 10),
        category=OVERRUN_CATEGORIES[draws.whole(0, len(OVERRUN_CATEGORIES) - 1)],
        overrun_back=draws.whole(1, 9),
        overrun=draws.whole(450, 800),
    )


def doubles_on(plan: Plan, last_month: date) -> date:
    """The first day of the month from which the subscription costs twice as much."""
    return month_after(last_month, -plan.months_back)


def pay_again(book: Book, plan: Plan, supplies: list[Entry], workspace: str) -> DuplicateTruth:
    """Writes the same bill a second time: same payee, amount and reference."""
    bill = supplies[-plan.bill_back]
    again = working_day(bill.day + timedelta(days=plan.again_days))
    book.write(Entry(again, bill.account, bill.amount, bill.payee, bill.memo, bill.category))
    return DuplicateTruth(workspace, bill.payee, bill.memo, -bill.amount, bill.day, again)


def overrun(book: Book, plan: Plan, workspace: str) -> OverrunTruth:
    """Two further payments in the month, by a share of what the category was to cost."""
    month = month_after(book.months()[-1], -plan.overrun_back)
    usual = -book.expected[month, plan.category]
    extra = usual * plan.overrun // MILLE
    first = extra * 3 // 5
    for amount, day in ((first, 9), (extra - first, 19)):
        when = working_day(month.replace(day=day))
        payee = EXTRA_PAYEES[plan.category]
        book.write(Entry(when, "Main account", -amount, payee, "Extra order", plan.category))
    return OverrunTruth(workspace, plan.category, month, extra)
