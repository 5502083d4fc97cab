"""What was promised by when: how much working time is left, and how likely it is kept."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coo.analysis.items import DAY, HOUR, Item
from kernel.core.workhours import WorkHours
from kernel.statistics.values import AnalysisError

State = Literal["breached", "warning", "likely", "safe"]
FEWEST_OLDER = 10
LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class Promise:
    """An open item and what is left of its promise.

    `left_hours` of working time, below zero once it is broken, with `left_days` of the calendar
    beside. `age_hours` is worked since it was asked for. `late_chance` is how many of the finished
    items that had grown as old took longer than this one may; None where fewer than ten had.
    """

    key: str
    due: dt.datetime
    left_hours: float
    left_days: float
    age_hours: float
    late_chance: float | None
    state: State


def sla_at_risk(
    items: Sequence[Item],
    finished: Sequence[Item],
    now: dt.datetime,
    hours: WorkHours,
    *,
    warning_hours: float = 8.0,
) -> tuple[Promise, ...]:
    """Every open item that has a due time, the least working time left first.

    `breached` where it is over, `warning` where no more than `warning_hours` are left, `likely`
    where at least half of the `finished` items that had grown as old took longer than it may,
    `safe` otherwise. The chance is the empirical survival of lead times, P(T > age + left | T >
    age). Raises AnalysisError for a negative warning.
    """
    if warning_hours < 0:
        raise AnalysisError("a warning comes before a breach")
    known = sorted(one.lead_hours(hours) for one in finished if one.finished is not None)
    waiting = [one for one in items if one.finished is None and one.due is not None]
    told = [_promise(one, known, now, hours, warning_hours) for one in waiting]
    return tuple(sorted(told, key=lambda one: (one.left_hours, one.due, one.key)))


def _promise(
    item: Item, known: Sequence[float], now: dt.datetime, hours: WorkHours, warning: float
) -> Promise:
    assert item.due is not None
    left = hours.between(now, item.due) / HOUR
    age = max(hours.between(item.opened, now) / HOUR, 0.0)
    older = len(known) - bisect_right(known, age)
    slower = len(known) - bisect_right(known, age + left)
    over = item.due <= now
    chance = slower / older if older >= FEWEST_OLDER and not over else None
    return Promise(
        key=item.key,
        due=item.due,
        left_hours=left,
        left_days=(item.due - now).total_seconds() / DAY,
        age_hours=age,
        late_chance=chance,
        state=_state(left, over, chance, warning),
    )


def _state(left: float, over: bool, chance: float | None, warning: float) -> State:
    if over:
        return "breached"
    if left <= warning:
        return "warning"
    return "likely" if chance is not None and chance >= LIKELY else "safe"
