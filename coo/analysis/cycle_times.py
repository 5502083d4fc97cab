"""How long work takes, in working hours and in days of the calendar."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import NormalDist

from coo.analysis.items import Item, nearest_rank
from kernel.core.workhours import WorkHours
from kernel.statistics.values import Interval, NotEnoughDataError

FEWEST = 2
LEVEL = 0.95
EXACT = 1000
P50, P85, P95 = 0.50, 0.85, 0.95


@dataclass(frozen=True, slots=True)
class Spread:
    """Values that half, 85 and 95 per cent of the items do not exceed, and their mean.

    `median` is the first with its limits, which no shape of the distribution is assumed for.
    """

    p50: float
    p85: float
    p95: float
    mean: float
    median: Interval


@dataclass(frozen=True, slots=True)
class CycleTimes:
    """Times of `count` finished items: `hours` that were worked, `days` of the calendar."""

    count: int
    hours: Spread
    days: Spread


def cycle_time(items: Sequence[Item], hours: WorkHours) -> CycleTimes:
    """From the beginning of work on an item to its end, over the items that are finished.

    Raises NotEnoughDataError under two finished items.
    """
    done = [one for one in items if one.finished is not None]
    if len(done) < FEWEST:
        raise NotEnoughDataError("finished items", len(done), FEWEST)
    return CycleTimes(
        len(done),
        spread_of([one.cycle_hours(hours) for one in done]),
        spread_of([one.cycle_days() for one in done]),
    )


def spread_of(values: Sequence[float]) -> Spread:
    """The spread of at least one value, in the values' own unit."""
    ordered = sorted(values)
    low, high = median_ranks(len(ordered))
    middle = nearest_rank(ordered, P50)
    return Spread(
        p50=middle,
        p85=nearest_rank(ordered, P85),
        p95=nearest_rank(ordered, P95),
        mean=sum(ordered) / len(ordered),
        median=Interval(middle, ordered[low - 1], ordered[high - 1], LEVEL),
    )


def median_ranks(count: int, level: float = LEVEL) -> tuple[int, int]:
    """The ranks, from 1, of the values between which the true median lies at that level.

    The largest rank whose binomial tail stays within half of what the level leaves; the first and
    last value where there are too few for the level. Beyond `EXACT` values the tail is the normal
    one. Source: Conover, Practical Nonparametric Statistics, 3.2, with p = 1/2.
    """
    if count > EXACT:
        deviate = NormalDist().inv_cdf(0.5 + level / 2)
        rank = math.floor((count + 1 - deviate * math.sqrt(count)) / 2)
        return rank, count + 1 - rank
    rank, term, tail = 1, 1, 1
    limit = Fraction(1 - level).limit_denominator(10**6) / 2 * 2**count
    while rank + 1 <= count // 2:
        term = term * (count - rank + 1) // rank
        tail += term
        if tail > limit:
            break
        rank += 1
    return rank, count + 1 - rank
