"""Stretches of days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

INSTANT = dt.timedelta(microseconds=1)
YEARS = range(1900, 2200)
"""In which years the days and times of rows lie: at the calendar's ends no day follows and some
zone has no such time, and counting work through thousands of years keeps a page waiting."""
OUT_OF_YEARS = f"Choose a year from {YEARS[0]} to {YEARS[-1]}, or leave it empty."


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

    def instants(self, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
        """When its days begin and when they are over by the clock of a zone, in UTC."""
        first = dt.datetime.combine(self.first, dt.time(), zone)
        after = dt.datetime.combine(self.last + dt.timedelta(days=1), dt.time(), zone)
        return first.astimezone(dt.UTC), after.astimezone(dt.UTC)

    def edges(self, zone: dt.tzinfo) -> tuple[dt.datetime, dt.datetime]:
        """The first and the last instant of its days by the clock of a zone, in UTC."""
        first, after = self.instants(zone)
        return first, after - INSTANT

    def preceding(self, days: int) -> Window:
        """The `days` days right before this window."""
        return Window.ending(self.first - dt.timedelta(days=1), days)
