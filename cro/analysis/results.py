"""An experiment's sums by day, added up to any day, and the day on which they may be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from cro.analysis.arms import Arm, Totals
from kernel.statistics.values import AnalysisError

WEEK = 7
Sums = Mapping[str, Totals]


@dataclass(frozen=True, slots=True)
class DayTotals:
    """The people of an arm who were first exposed on a day."""

    day: dt.date
    arm: str
    totals: Totals


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a result stands on its way: people so far, and when it may be read.

    `last` is the last day with data, `weeks` whole weeks up to it. `ready_on` is the first end of
    a whole week at which the planned size was there; None before, and where none was planned.
    """

    first: dt.date
    last: dt.date
    people: int
    weeks: int
    ready_on: dt.date | None


def added(days: Iterable[DayTotals]) -> dict[str, Totals]:
    """The sums of each arm over its days. A column that one day lacks is lacking in the sum."""
    parts: dict[str, list[Totals]] = {}
    for one in days:
        parts.setdefault(one.arm, []).append(one.totals)
    return {arm: _sum(totals) for arm, totals in parts.items()}


def with_sums(arms: Sequence[Arm], sums: Sums) -> tuple[Arm, ...]:
    """The arms with these sums; one without any has nobody."""
    return tuple(
        Arm(arm.key, arm.is_control, arm.weight, sums.get(arm.key, Totals(0))) for arm in arms
    )


def reading_day(
    people: Sequence[tuple[dt.date, int]], starts_on: dt.date, planned: int | None
) -> Reading:
    """The first end of a whole week, from the start on, at which the planned size was there.

    `people` are those first exposed on each day, of all arms. Which day it is hangs on counts
    only, never on outcomes, so that a result read there is as valid as one of a fixed size.
    Raises AnalysisError without any day.
    Source: Kohavi, Tang and Xu (2020), Trustworthy Online Controlled Experiments, 2 and 17.
    """
    if not people:
        raise AnalysisError("no day has a result")
    by_day: dict[dt.date, int] = {}
    for day, count in people:
        by_day[day] = by_day.get(day, 0) + count
    first, last = min(starts_on, min(by_day)), max(by_day)
    ready, known = None, 0
    if planned is not None:
        for number in range((last - first).days + 1):
            day = first + dt.timedelta(days=number)
            known += by_day.get(day, 0)
            if known >= planned and (number + 1) % WEEK == 0:
                ready = day
                break
    whole = ((last - first).days + 1) // WEEK
    return Reading(first, last, sum(by_day.values()), whole, ready)


def up_to(days: Iterable[DayTotals], last: dt.date) -> list[DayTotals]:
    """The days up to and including `last`."""
    return [one for one in days if one.day <= last]


def running(days: Iterable[DayTotals]) -> Iterator[tuple[dt.date, dict[str, Totals]]]:
    """Each day with the sums of each arm up to it."""
    by_day: dict[dt.date, list[DayTotals]] = {}
    for one in days:
        by_day.setdefault(one.day, []).append(one)
    sums: dict[str, Totals] = {}
    for day in sorted(by_day):
        for one in by_day[day]:
            known = sums.get(one.arm)
            sums[one.arm] = _sum([known, one.totals] if known else [one.totals])
        yield day, dict(sums)


def _sum(parts: Sequence[Totals]) -> Totals:
    names = [field.name for field in fields(Totals)]
    values: dict[str, float | int | None] = {}
    for name in names:
        column = [getattr(part, name) for part in parts]
        known = [value for value in column if value is not None]
        values[name] = sum(known) if len(known) == len(column) else None
    return Totals(**values)  # type: ignore[arg-type]
