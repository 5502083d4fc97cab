"""How much work each person or team has, week by week, beside the hours they have for it."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kernel.core.windows import Window
from kernel.core.workhours import WorkHours
from kernel.statistics.values import AnalysisError


@dataclass(frozen=True, slots=True)
class Job:
    """Work that somebody has: `hours` of it (None: nobody estimated it), due at a time or not."""

    key: str
    who: str
    hours: float | None
    due: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Available:
    """Hours a week that somebody has from `first` to `last`, both included; None: open."""

    who: str
    hours_week: float
    first: dt.date
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """One week of one person or team; `capacity` is None where nobody said what they have."""

    who: str
    week: dt.date
    load: float
    capacity: float | None

    @property
    def over(self) -> float:
        """Hours beyond the capacity; 0 where there is none to compare with."""
        return max(self.load - self.capacity, 0.0) if self.capacity is not None else 0.0


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """Weeks by person, then what stands in none of them.

    `later` are hours due after the last week, `undated` those without a due time, both by person;
    `unestimated` counts the jobs without hours. Loads, later and undated add up to all hours.
    """

    weeks: tuple[Loaded, ...]
    later: tuple[tuple[str, float], ...]
    undated: tuple[tuple[str, float], ...]
    unestimated: tuple[tuple[str, int], ...]


def load_against_capacity(
    jobs: Sequence[Job],
    available: Sequence[Available],
    weeks: Sequence[Window],
    now: dt.datetime,
    hours: WorkHours,
) -> LoadPlan:
    """Spread each job evenly over the working time from now to its due time.

    What is overdue stands in the first week. A week's capacity is the share of a usual week that
    its days still hold, times the hours a week that somebody has on them: holidays and days that
    are past take off. Raises AnalysisError for negative hours, without weeks, or where weeks do
    not follow each other.
    """
    _check(jobs, weeks)
    edges = _edges(weeks, now, hours)
    names = sorted({one.who for one in jobs} | {one.who for one in available})
    spread = {name: [0.0] * len(weeks) for name in names}
    later, undated = dict.fromkeys(names, 0.0), dict.fromkeys(names, 0.0)
    unestimated = dict.fromkeys(names, 0)
    for job in jobs:
        if job.hours is None:
            unestimated[job.who] += 1
        elif job.due is None:
            undated[job.who] += job.hours
        else:
            parts = _parts(job.hours, job.due, edges, now, hours)
            later[job.who] += parts.pop()
            spread[job.who] = [a + b for a, b in zip(spread[job.who], parts, strict=True)]
    capacity = {name: _capacity(name, available, weeks, edges, hours) for name in names}
    return LoadPlan(
        weeks=tuple(
            Loaded(name, week.first, spread[name][at], capacity[name][at])
            for name in names
            for at, week in enumerate(weeks)
        ),
        later=tuple((name, value) for name, value in later.items() if value),
        undated=tuple((name, value) for name, value in undated.items() if value),
        unestimated=tuple((name, count) for name, count in unestimated.items() if count),
    )


def _check(jobs: Iterable[Job], weeks: Sequence[Window]) -> None:
    if not weeks:
        raise AnalysisError("there is no week to spread work over")
    for one, other in itertools.pairwise(weeks):
        if other.first != one.last + dt.timedelta(days=1):
            raise AnalysisError("the weeks do not follow each other")
    if any(job.hours is not None and job.hours < 0 for job in jobs):
        raise AnalysisError("a job cannot take less than no time")


def _edges(weeks: Sequence[Window], now: dt.datetime, hours: WorkHours) -> list[dt.datetime]:
    """Where each week begins and the last one ends, none before now."""
    days = [week.first for week in weeks] + [weeks[-1].last + dt.timedelta(days=1)]
    return [max(dt.datetime.combine(day, dt.time(0), hours.zone), now) for day in days]


def _parts(
    amount: float,
    due: dt.datetime,
    edges: Sequence[dt.datetime],
    now: dt.datetime,
    hours: WorkHours,
) -> list[float]:
    """A job's hours week by week, and last what is due later."""
    whole = hours.between(now, due)
    if whole <= 0:
        return [amount, *[0.0] * (len(edges) - 1)]
    ends = [min(edge, due) for edge in edges]
    shares = [
        max(hours.between(one, other), 0.0) / whole for one, other in itertools.pairwise(ends)
    ]
    return [*(amount * share for share in shares), amount * max(1.0 - sum(shares), 0.0)]


def _capacity(
    who: str,
    available: Sequence[Available],
    weeks: Sequence[Window],
    edges: Sequence[dt.datetime],
    hours: WorkHours,
) -> list[float | None]:
    own = [one for one in available if one.who == who]
    if not own:
        return [None] * len(weeks)
    usual = hours.usual_week()
    found: list[float | None] = []
    for first, last in itertools.pairwise(edges):
        parts = (
            one.hours_week * hours.between(*_within(one, first, last, hours)) / usual for one in own
        )
        found.append(sum(max(part, 0.0) for part in parts))
    return found


def _within(
    one: Available, first: dt.datetime, last: dt.datetime, hours: WorkHours
) -> tuple[dt.datetime, dt.datetime]:
    begins = max(first, dt.datetime.combine(one.first, dt.time(0), hours.zone))
    if one.last is None:
        return begins, last
    after = one.last + dt.timedelta(days=1)
    return begins, min(last, dt.datetime.combine(after, dt.time(0), hours.zone))
