"""The book that a workspace's bank lines are written into, with what was to be expected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

from cfo.demo.company import GROWTH_A_DAY, MAIN, MONTHS
from kernel.statistics.draws import MILLION, Draws

MILLE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A bank line before it gets its place and id."""

    day: date
    account: str
    amount: int
    payee: str
    memo: str
    category: str


@dataclass(slots=True)
class Book:
    """Lines of `first` to `last`; `expected` sums amounts before chance, by month and category."""

    draws: Draws
    first: date
    last: date
    size: int
    entries: list[Entry] = field(default_factory=list)
    expected: defaultdict[tuple[date, str], int] = field(default_factory=lambda: defaultdict(int))

    def months(self) -> list[date]:
        """The first days of the months, in order."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [month_after(self.first.replace(day=1), at) for at in range(count)]

    def scaled(self, amount: int, day: date, follows: bool = False) -> int:
        """An amount at this workspace's size, and at the day's level of sales."""
        whole = amount * self.size // MILLE
        if not follows:
            return whole
        growth = MILLION + GROWTH_A_DAY * (day - self.first).days
        return whole * season(day) // MILLE * growth // MILLION

    def pay(
        self,
        day: date,
        usual: int,
        payee: str,
        category: str,
        spread: int = 0,
        memo: str = "",
        account: str = MAIN,
    ) -> Entry | None:
        """Writes a line of `usual` (signed) with a deviation of `spread` per mille.

        A day after the last is expected in its month all the same, and not written.
        """
        self.expected[day.replace(day=1), category] += usual
        factor = int(self.draws.wobble((1,), spread)[0]) if spread else MILLE
        if not self.first <= day <= self.last:
            return None
        return self.write(Entry(day, account, usual * factor // MILLE, payee, memo, category))

    def write(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        return entry


def season(day: date) -> int:
    """The time of the year, in per mille, from one month's middle to the next."""
    middle = date(day.year, day.month, 15)
    other = month_after(middle, 1 if day >= middle else -1)
    span, gone = abs((other - middle).days), abs((day - middle).days)
    return (MONTHS[day.month - 1] * (span - gone) + MONTHS[other.month - 1] * gone) // span


def month_after(day: date, months: int) -> date:
    """The same day of another month (days up to 28)."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, day.day)


def working_day(day: date) -> date:
    """The day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def working_days(first: date, last: date) -> list[date]:
    """All Mondays to Fridays of a stretch."""
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5]


def fixed(draws: Draws, limits: int) -> int:
    """One uniform draw below a limit."""
    return int(draws.below(np.array([limits]))[0])
