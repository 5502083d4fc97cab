"""What reports are made from: lines, budget and invoices of one currency, and the periods."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from cfo.analysis import months
from cfo.analysis.budgets import BudgetLine
from cfo.analysis.receivables import Invoice
from cfo.analysis.rows import LedgerRows
from cfo.analysis.variance import Sold
from cfo.selectors import Ledger, Opening
from kernel.core.windows import Window

YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, both ends included, as `analysis.months` counts them."""

    name: str
    first: int
    last: int

    @property
    def window(self) -> Window:
        return months.window(self.first, self.last)

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    @property
    def words(self) -> str:
        """The heading of its column: "Jan 2026", "Nov 2025 to Jan 2026"."""
        first, last = months.first_day(self.first), months.first_day(self.last)
        if self.first == self.last:
            return f"{first:%b %Y}"
        return f"{first:%b %Y} to {last:%b %Y}"

    def back(self, by: int, name: str) -> Period:
        """The same length, so many months earlier."""
        return Period(name, self.first - by, self.last - by)


@dataclass(frozen=True, slots=True)
class BudgetBook:
    """The approved base budget of a currency, and the version that it comes from."""

    lines: tuple[BudgetLine, ...]

    def within(self, period: Period) -> tuple[BudgetLine, ...]:
        return tuple(one for one in self.lines if period.first <= one.month <= period.last)


@dataclass(frozen=True, slots=True)
class Sales:
    """Invoices of a currency, and what they sold: (day of issue, line) pairs."""

    invoices: tuple[Invoice, ...]
    lines: tuple[tuple[dt.date, Sold], ...]

    def sold(self, period: Period) -> tuple[Sold, ...]:
        window = period.window
        return tuple(one for day, one in self.lines if window.first <= day <= window.last)


@dataclass(frozen=True)
class Ground:
    """One currency's books, and the periods that its reports are about.

    `year_ago` is None where the lines do not reach back so far.
    """

    currency: str
    ledger: Ledger
    opening: Opening
    budget: BudgetBook
    sales: Sales
    now: Period
    today: dt.date
    winning: tuple[str, ...] = ()

    @property
    def rows(self) -> LedgerRows:
        return self.ledger.rows

    @cached_property
    def known_since(self) -> int:
        """The month of the first line."""
        return months.number_of(self.rows.date.min().item())

    @cached_property
    def before(self) -> Period | None:
        """The period of the same length before; None where no line is so old."""
        found = self.now.back(self.now.length, "before")
        return found if found.last >= self.known_since else None

    @cached_property
    def year_ago(self) -> Period | None:
        """The same months a year before; None where the lines do not cover them."""
        found = self.now.back(YEAR, "year_ago")
        if self.before is not None and found.first == self.before.first:
            return None
        return found if found.first >= self.known_since else None

    @cached_property
    def columns(self) -> tuple[Period, ...]:
        """The periods that stand side by side, this one first."""
        return tuple(one for one in (self.now, self.before, self.year_ago) if one is not None)

    @property
    def as_of(self) -> dt.date:
        """The evening that balances and open invoices are about."""
        return min(self.now.window.last, self.today)

    @property
    def unfiled(self) -> LedgerRows:
        """Lines of the period that nobody has filed."""
        return self.rows.within(self.now.window).of_kinds("")

    def cash_before(self, period: Period) -> int:
        """Cash on the evening before a period: opening balances and every line until then."""
        until = self.rows.where(self.rows.date < np.datetime64(period.window.first, "D"))
        return self.opening.total + until.total()

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = [*self.ledger.categories, *self.ledger.accounts]
        words += [one.customer for one in self.sales.invoices]
        return words + [sold.item for _, sold in self.sales.lines]
