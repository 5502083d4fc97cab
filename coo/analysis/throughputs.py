"""How much is finished: by working day and a week."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kernel.core.windows import Window
from kernel.core.workdays import WorkDays
from kernel.statistics.values import NotEnoughDataError

WEEK = 7


@dataclass(frozen=True, slots=True)
class Throughput:
    """What was finished on each working day of a window, and its sum.

    `per_week` is the total over the window's days, times seven.
    """

    days: tuple[dt.date, ...]
    counts: tuple[int, ...]
    total: int
    per_week: float


def throughput(finished: Iterable[dt.date], window: Window, calendar: WorkDays) -> Throughput:
    """The items finished on each working day of the window.

    What was finished on a day off counts for the working day before it, or for the first one of
    the window, so that no item is lost. Raises NotEnoughDataError for a window without a working
    day.
    """
    every = (window.first + dt.timedelta(days=n) for n in range(window.days))
    days = tuple(day for day in every if calendar.works(day))
    if not days:
        raise NotEnoughDataError("working days", 0, 1)
    counts = [0] * len(days)
    for day in finished:
        if window.first <= day <= window.last:
            counts[max(bisect_right(days, day) - 1, 0)] += 1
    total = sum(counts)
    return Throughput(days, tuple(counts), total, total / window.days * WEEK)
