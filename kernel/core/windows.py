"""Stretches of days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included."""

    first: dt.date
    last: dt.date

    @classmethod
    def ending(cls, last: dt.date, days: int) -> Window:
        """The `days` days that end with `last`."""
        return cls(last - dt.timedelta(days=days - 1), last)

    @classmethod
    def week_of(cls, day: dt.date, first_weekday: int = 1) -> Window:
        """The week that holds a day; it begins on ISO weekday `first_weekday`, 1 for Monday."""
        first = day - dt.timedelta(days=(day.isoweekday() - first_weekday) % 7)
        return cls(first, first + dt.timedelta(days=6))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def preceding(self, days: int) -> Window:
        """The `days` days right before this window."""
        return Window.ending(self.first - dt.timedelta(days=1), days)
