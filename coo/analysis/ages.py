"""How old the work is that is not finished, beside how long finished work took."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from coo.analysis.items import DAY, HOUR, Item
from kernel.core.workhours import WorkHours

FEWEST = 10


@dataclass(frozen=True, slots=True)
class Age:
    """How long an open item has been in work: `hours` worked, `days` of the calendar.

    `share` is the part of finished items that took no longer; None under ten of them.
    """

    key: str
    hours: float
    days: float
    share: float | None


def task_ages(
    items: Sequence[Item], finished: Sequence[Item], now: dt.datetime, hours: WorkHours
) -> tuple[Age, ...]:
    """The age of every item that was begun and is not finished, the oldest first.

    An item that is not begun has none. `finished` items give what is usual.
    """
    known = sorted(one.cycle_hours(hours) for one in finished if one.finished is not None)
    ages = [
        _age(one, one.started, known, now, hours)
        for one in items
        if one.finished is None and one.started is not None
    ]
    return tuple(sorted(ages, key=lambda one: (-one.hours, -one.days, one.key)))


def _age(
    item: Item, started: dt.datetime, known: Sequence[float], now: dt.datetime, hours: WorkHours
) -> Age:
    worked = max(hours.between(started, now), 0.0) / HOUR
    share = bisect_right(known, worked) / len(known) if len(known) >= FEWEST else None
    return Age(item.key, worked, max((now - started).total_seconds(), 0.0) / DAY, share)
