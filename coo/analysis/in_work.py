"""How much is in work at once, and how that goes with speed and time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from coo.analysis.items import HOUR, Item, finished_in
from kernel.core.workhours import WorkHours
from kernel.statistics.values import NotEnoughDataError


@dataclass(frozen=True, slots=True)
class LittlesLaw:
    """Work in progress, rate and time of one interval, in working hours.

    `in_work` is the mean over the interval's `hours`, `rate` items finished an hour, `time` the
    mean hours of those that were finished. `in_work` = `rate` × `time` + `gap`, and the gap is
    what the edges cut: the hours of work still unfinished (`unfinished_hours`) less those that
    finished items had behind them when the interval began (`earlier_hours`), over `hours`. Where
    nothing was in work at either end (`closed`) there is none.
    """

    in_work: float
    rate: float
    time: float
    gap: float
    finished: int
    hours: float
    earlier_hours: float
    unfinished_hours: float
    closed: bool


def wip(items: Sequence[Item], moments: Sequence[dt.datetime]) -> tuple[int, ...]:
    """How many items were in work at each moment: begun by then and not finished yet."""
    begun = sorted(one.begun for one in items)
    ended = sorted(one.finished for one in items if one.finished is not None)
    return tuple(bisect_right(begun, one) - bisect_right(ended, one) for one in moments)


def littles_law(
    items: Sequence[Item], first: dt.datetime, last: dt.datetime, hours: WorkHours
) -> LittlesLaw:
    """Little's law over one interval, with everything that its edges cut told apart.

    Items begin and end inside or outside of it. Raises NotEnoughDataError where nothing was
    finished in it or it holds no working time. Source: Little (1961); the finite form as in Little
    & Graves (2008), Operations Management.
    """
    span = hours.between(first, last) / HOUR
    if span <= 0:
        raise NotEnoughDataError("working hours", 0, 1)
    done = finished_in(items, first, last)
    if not done:
        raise NotEnoughDataError("finished items", 0, 1)
    touched = [one for one in items if one.begun < last and (one.finished or last) > first]
    open_still = [one for one in touched if one.finished is None or one.finished > last]
    inside = sum(_overlap(one, first, last, hours) for one in touched)
    unfinished = sum(_overlap(one, first, last, hours) for one in open_still)
    whole = sum(one.cycle_hours(hours) for one in done)
    earlier = sum(hours.between(one.begun, first) / HOUR for one in done if one.begun < first)
    in_work, rate, time = inside / span, len(done) / span, whole / len(done)
    return LittlesLaw(
        in_work=in_work,
        rate=rate,
        time=time,
        gap=in_work - rate * time,
        finished=len(done),
        hours=span,
        earlier_hours=earlier,
        unfinished_hours=unfinished,
        closed=not open_still and all(one.begun >= first for one in touched),
    )


def _overlap(item: Item, first: dt.datetime, last: dt.datetime, hours: WorkHours) -> float:
    ended = min(item.finished or last, last)
    return max(hours.between(max(item.begun, first), ended), 0.0) / HOUR
