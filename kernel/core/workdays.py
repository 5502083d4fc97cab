"""On which days a workspace works."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_BREAK = 62


@dataclass(frozen=True, slots=True)
class WorkDays:
    """ISO weekdays (1 is Monday) on which work is done, and the days off among them."""

    weekdays: frozenset[int]
    holidays: frozenset[dt.date]

    @classmethod
    def of(cls, weekdays: Iterable[int], holidays: Iterable[dt.date] = ()) -> WorkDays:
        """No weekday at all is taken for Monday to Friday."""
        return cls(frozenset(weekdays) or frozenset(range(1, 6)), frozenset(holidays))

    def works(self, day: dt.date) -> bool:
        """Whether work is done on a day."""
        return day.isoweekday() in self.weekdays and day not in self.holidays

    def on_or_after(self, day: dt.date) -> dt.date:
        """The first working day from a day on; the day itself where two months have none."""
        return self._next(day, 1)

    def on_or_before(self, day: dt.date) -> dt.date:
        """The last working day up to a day; the day itself where two months have none."""
        return self._next(day, -1)

    def _next(self, day: dt.date, step: int) -> dt.date:
        for away in range(LONGEST_BREAK):
            found = day + dt.timedelta(days=away * step)
            if self.works(found):
                return found
        return day
