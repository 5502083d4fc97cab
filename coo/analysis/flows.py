"""The map of a process: which activity follows which, how often, and how long it waits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coo.analysis.events import HOUR, Floats, Ints, Passages


@dataclass(frozen=True, slots=True)
class Activity:
    """A node of the map: how often it was passed, in how many cases, first and last in how many.

    `hours` is the median working time inside of it, None where no begin is known.
    """

    name: str
    count: int
    cases: int
    first: int
    last: int
    hours: float | None


@dataclass(frozen=True, slots=True)
class Arc:
    """From one activity to the next: how often, in how many cases, and the waiting between.

    Waiting in hours: worked (median, mean, sum) and by the calendar (median). `overlaps` counts
    those that began before the one before had ended; they waited for nothing.
    """

    source: str
    target: str
    count: int
    cases: int
    median: float
    mean: float
    total: float
    calendar: float
    overlaps: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Activities by how often they were passed, arcs by how often they were taken."""

    cases: int
    passages: int
    activities: tuple[Activity, ...]
    arcs: tuple[Arc, ...]


def directly_follows(steps: Passages) -> Flow:
    """The directly-follows graph with waiting times.

    Waiting runs from the end of a passage to the begin of the next; where no begin is known it
    includes the work. Passages that have not ended have no waiting behind them and count as last.
    Source: van der Aalst (2016), Process Mining: Data Science in Action, 5.4.
    """
    return Flow(
        cases=len(np.unique(steps.case)),
        passages=len(steps),
        activities=_activities(steps),
        arcs=_arcs(steps),
    )


def _activities(steps: Passages) -> tuple[Activity, ...]:
    edge = np.ones(len(steps), dtype=np.bool_)
    before, after = steps.follows()
    first, last = edge.copy(), edge.copy()
    first[after] = False
    last[before] = False
    inside = np.where(steps.timed, (steps.end - steps.begin) / HOUR, np.nan)
    found = []
    for number, name in enumerate(steps.activities):
        own = steps.activity == number
        if not own.any():
            continue
        known = inside[own][np.isfinite(inside[own])]
        found.append(
            Activity(
                name=name,
                count=int(own.sum()),
                cases=len(np.unique(steps.case[own])),
                first=int((own & first).sum()),
                last=int((own & last).sum()),
                hours=float(np.median(known)) if known.size else None,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.count, one.name)))


def _arcs(steps: Passages) -> tuple[Arc, ...]:
    before, after = steps.follows()
    if not before.size:
        return ()
    worked = (steps.begin[after] - steps.end[before]) / HOUR
    calendar = (steps.begin_at[after] - steps.end_at[before]) / HOUR
    codes = steps.activity[before] * len(steps.activities) + steps.activity[after]
    order = np.argsort(codes, kind="stable")
    edges = np.flatnonzero(np.diff(codes[order])) + 1
    arcs = [_arc(steps, part, before, worked, calendar, codes) for part in np.split(order, edges)]
    return tuple(sorted(arcs, key=lambda one: (-one.count, one.source, one.target)))


def _arc(
    steps: Passages, part: Ints, before: Ints, worked: Floats, calendar: Floats, codes: Ints
) -> Arc:
    source, target = divmod(int(codes[part[0]]), len(steps.activities))
    known = part[np.isfinite(worked[part])]
    waits = np.maximum(worked[known], 0.0)
    days = np.maximum(calendar[known], 0.0)
    return Arc(
        source=steps.activities[source],
        target=steps.activities[target],
        count=len(part),
        cases=len(np.unique(steps.case[before[part]])),
        median=float(np.median(waits)) if waits.size else 0.0,
        mean=float(waits.mean()) if waits.size else 0.0,
        total=float(waits.sum()),
        calendar=float(np.median(days)) if days.size else 0.0,
        overlaps=int((calendar[known] < 0).sum()),
    )
