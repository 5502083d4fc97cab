"""From a log to steps: what cases went through, how long it took, and what came before what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coo.analysis.events import HOUR, Passages
from kernel.statistics.values import NotEnoughDataError

SHARE = 0.05
"""An activity that fewer of the cases came through is no step."""
BEFORE = 0.9
"""In so many of the cases that have both, one must have ended before the other begins."""
MOST_STEPS = 80
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DiscoveredStep:
    """An activity as a step: the part of the cases that came through it, and its working hours.

    Hours that one in ten, half and nine in ten of the first passages did not exceed; 0 where no
    passage has ended. `timed` where begins are known; without them the hours include the waiting
    before. `after` are the activities that nearly always ended before it began.
    """

    name: str
    cases: int
    share: float
    optimistic: float
    likely: float
    pessimistic: float
    timed: bool
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Discovered:
    """Steps in their usual order, and the activities that are too rare to be one."""

    cases: int
    steps: tuple[DiscoveredStep, ...]
    rare: tuple[str, ...]


def discovered(passages: Passages) -> Discovered:
    """The steps that cases usually go through, each after what nearly always comes before it.

    The first passage of each case counts; dependencies that follow from others are left out, and
    only those remain that run with the usual order, so that no circle comes out. At most
    `MOST_STEPS` of the most frequent activities. Raises NotEnoughDataError without a case.
    Source: the footprint of van der Aalst (2016), Process Mining: Data Science in Action, 6.2, with
    a threshold as in its 7.2; transitive reduction of Aho, Garey and Ullman (1972).
    """
    known, place, begin, end, hours, timed = _first_passages(passages)
    if not len(known):
        raise NotEnoughDataError("cases", 0, 1)
    seen = np.isfinite(place)
    counts = seen.sum(axis=0)
    frequent = np.flatnonzero(counts >= max(1.0, SHARE * len(known)))
    frequent = frequent[np.argsort(-counts[frequent], kind="stable")][:MOST_STEPS]
    usual = np.array([np.median(place[seen[:, at], at]) for at in frequent])
    order = frequent[np.lexsort((frequent, -counts[frequent], usual))]
    edges = _before(begin[:, order], end[:, order], place[:, order])
    after = _reduced(edges)
    names = passages.activities
    steps = []
    for at, number in enumerate(order.tolist()):
        own = hours[:, number]
        low, middle, high = _quantiles(own[np.isfinite(own)])
        steps.append(
            DiscoveredStep(
                names[number],
                int(counts[number]),
                float(counts[number] / len(known)),
                low,
                middle,
                high,
                bool(timed[seen[:, number], number].all()),
                tuple(names[int(order[one])] for one in after[at]),
            )
        )
    rare = np.setdiff1d(np.flatnonzero(counts > 0), order)
    return Discovered(len(known), tuple(steps), tuple(names[one] for one in rare.tolist()))


def _first_passages(
    steps: Passages,
) -> tuple[NDArray[np.int64], Floats, Floats, Floats, Floats, Bools]:
    """Of each case (row) and activity (column) the first passage: its place among the case's
    passages, begin, end, hours and whether its begin is known; NaN where there is none."""
    known = np.unique(steps.case)
    shape = (len(known), len(steps.activities))
    place, begin, end, hours = (np.full(shape, np.nan) for _ in range(4))
    timed = np.zeros(shape, dtype=np.bool_)
    if not len(steps):
        return known, place, begin, end, hours, timed
    row = np.searchsorted(known, steps.case)
    fresh = np.concatenate([[True], steps.case[1:] != steps.case[:-1]])
    start = np.maximum.accumulate(np.where(fresh, np.arange(len(steps)), 0))
    nth = (np.arange(len(steps)) - start).astype(np.float64)
    before = np.concatenate([[np.nan], steps.end[:-1]])
    since = np.where(steps.timed, steps.begin, np.where(fresh, np.nan, before))
    inside = np.maximum(steps.end - since, 0.0) / HOUR
    back = np.arange(len(steps))[::-1]
    at = (row[back], steps.activity[back])
    place[at], begin[at], end[at] = nth[back], steps.begin_at[back], steps.end_at[back]
    hours[at], timed[at] = inside[back], steps.timed[back]
    return known, place, begin, end, hours, timed


def _before(begin: Floats, end: Floats, place: Floats) -> Bools:
    """Whether the activity of the row nearly always ended before that of the column began."""
    count = begin.shape[1]
    found = np.zeros((count, count), dtype=np.bool_)
    for one in range(count):
        both = np.isfinite(place[:, [one]]) & np.isfinite(place)
        first = (end[:, [one]] <= begin) & (place[:, [one]] < place)
        together = both.sum(axis=0)
        found[one] = (together > 0) & ((first & both).sum(axis=0) >= BEFORE * together)
    upper: Bools = np.triu(found, 1)
    return upper


def _reduced(edges: Bools) -> list[Sequence[int]]:
    """The direct predecessors of each, without those that follow from others."""
    reached = edges.copy()
    direct = edges.copy()
    for middle in range(len(edges)):
        reached |= np.outer(reached[:, middle], reached[middle])
    for target in range(len(edges)):
        sources = np.flatnonzero(edges[:, target])
        for one in sources.tolist():
            direct[one, target] = not any(reached[one, other] for other in sources.tolist())
    return [np.flatnonzero(direct[:, target]).tolist() for target in range(len(edges))]


def _quantiles(hours: Floats) -> tuple[float, float, float]:
    if not hours.size:
        return 0.0, 0.0, 0.0
    low, middle, high = np.quantile(hours, [LOW, MIDDLE, HIGH])
    return float(low), float(middle), float(high)
