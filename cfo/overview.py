"""The figures of the dashboard: cash, what came in and went out, and the budget's month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from cfo import selectors
from cfo.analysis import months
from cfo.analysis.budgets import BudgetComparison
from cfo.daily_sums import DailySums, daily_sums
from cfo.figures import fact, opening_rows
from cfo.reporting import planned
from cfo.reporting.book import PNL_SUMS, SUMMED
from cfo.reporting.ground import BudgetBook, Ground, Sales
from cfo.reporting.ground import Period as Months
from cfo.selectors import Opening
from kernel.core.fact_keys import fact_key
from kernel.core.facts import Fact, FactBook
from kernel.core.windows import Window
from kernel.screens.periods import Period

COSTS = ("cogs", "opex", "payroll", "tax")
SUMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "revenue": PNL_SUMS["revenue"],
    "costs": ("Costs", COSTS),
    "unfiled_sum": ("Not filed", ("",)),
    "net": PNL_SUMS["net"],
}
"""Name, label and kinds of the period's sums, as the reporter adds them up."""


@dataclass
class Overview:
    """What a dashboard shows of one currency: facts by key, and series for its charts.

    `late` is the earliest day that a late account reaches, None where none is late.
    """

    period: Period
    currency: str
    sums: DailySums
    opening: Opening
    book: FactBook = field(default_factory=FactBook)
    ground: Ground | None = None
    compared: BudgetComparison | None = None
    late: date | None = None

    def fact(self, prefix: str, name: str) -> Fact | None:
        """A figure of the period (`now`) or of the `earlier` one."""
        return self.book.get(fact_key(prefix, self.currency, name))

    def cash(self, day: date) -> int:
        """Opening balances and every line up to an evening."""
        return self.opening.total + self.sums.until(day)

    def spark(self, name: str) -> list[float | None]:
        """Twelve periods of a sum, or of the cash at their ends; None before the first line."""
        known = [window.last >= self.since for window in self.period.spark]
        if name == "cash":
            values = [self.cash(window.last) for window in self.period.spark]
        else:
            kinds = SUMS[name][1]
            values = [self.sums.total(window, *kinds) for window in self.period.spark]
        return [float(v) if there else None for v, there in zip(values, known, strict=True)]

    def daily_cash(self, window: Window) -> list[int | None]:
        """Cash on each evening; None before the first line and after a late account's last."""
        days = [window.first + timedelta(days=at) for at in range(window.days)]
        return [
            self.cash(day)
            if day >= self.since and (self.late is None or day <= self.late)
            else None
            for day in days
        ]

    @property
    def since(self) -> date:
        """The day of the first line."""
        return self.sums.first


def overview(period: Period, currency: str, today: date) -> Overview:
    """Cash and sums of a period and the one before, and the budget of its last whole month."""
    last = period.window.last
    found = Overview(period, currency, daily_sums(currency, last), selectors.openings(currency))
    if not found.sums:
        return found
    _add(found.book, _facts(found, "now", period.window))
    if period.earlier is not None and period.earlier.last >= found.since:
        _add(found.book, _facts(found, "earlier", period.earlier))
    _add_budget(found, today)
    return found


def _facts(found: Overview, prefix: str, window: Window) -> Iterable[Fact]:
    for name, (label, kinds) in SUMS.items():
        parts = [found.sums.rows(window, kind) for kind in kinds]
        yield fact(
            fact_key(prefix, found.currency, name),
            label,
            sum(int(part.total) for part in parts),
            "money",
            SUMMED,
            "cfo.analysis.profit_and_loss",
            rows=tuple(part for part in parts if part.count),
            period=(window.first, window.last),
            currency=found.currency,
        )
    yield fact(
        fact_key(prefix, found.currency, "cash"),
        "Cash",
        found.cash(window.last),
        "money",
        "Opening balances plus later lines of all accounts, up to that evening.",
        "cfo.analysis.cash_flow",
        rows=(*opening_rows(found.opening), found.sums.rows_until(window.last)),
        period=(window.last, window.last),
        currency=found.currency,
    )
    waiting = found.sums.rows(window, "")
    if waiting.count:
        yield fact(
            fact_key(prefix, found.currency, "unfiled"),
            "Lines to categorise",
            waiting.count,
            "count",
            "Lines of the period without a category.",
            "cfo.reporting.book",
            rows=(waiting,),
            period=(window.first, window.last),
        )


def _add_budget(found: Overview, today: date) -> None:
    """The last whole month of the period, or before it, beside its approved budget."""
    number = months.last_whole(found.period.window.last)
    month = Months("now", number, number)
    budget = BudgetBook(selectors.approved_budget(found.currency))
    if not budget.within(month):
        return
    ledger = selectors.ledger(month.window, currency=found.currency)
    ground = Ground(found.currency, ledger, found.opening, budget, Sales((), ()), month, today)
    if not len(ground.rows):
        return
    found.ground, found.compared = ground, planned.compared(ground)
    _add(found.book, planned.facts(ground))


def _add(book: FactBook, facts: Iterable[Fact]) -> None:
    for one in facts:
        book.add(one)
