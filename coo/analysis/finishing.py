"""When what is left will be finished, drawn from how much was finished before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernel.core.workdays import WorkDays
from kernel.statistics.draws import Draws
from kernel.statistics.values import AnalysisError, NotEnoughDataError

FEWEST_DAYS = 10
TRIALS = 10_000
LONGEST = 1300
"""Working days that are looked ahead: five years."""
AT_ONCE = 65
SHARES = (0.50, 0.85, 0.95)


@dataclass(frozen=True, slots=True)
class FinishDates:
    """The days by which half, 85 and 95 per cent of the futures are through; None: none within.

    `days_…` count working days. `futures` are pairs of a count of working days and how many of
    the `trials` futures were through on it, rising; `beyond` is the share that was not within
    the longest outlook.
    """

    p50: dt.date | None
    p85: dt.date | None
    p95: dt.date | None
    days_p50: int | None
    days_p85: int | None
    days_p95: int | None
    futures: tuple[tuple[int, int], ...]
    trials: int
    beyond: float

    def chance_within(self, days: int) -> float:
        """The share of futures that were through after so many working days."""
        return sum(count for day, count in self.futures if day <= days) / self.trials


def finish_dates(
    counts: Sequence[int],
    remaining: int,
    after: dt.date,
    calendar: WorkDays,
    *,
    seed: int = 0,
    trials: int = TRIALS,
    longest: int = LONGEST,
) -> FinishDates:
    """Draw futures: each working day after `after` finishes as much as a past one did.

    `counts` are what past working days finished, `remaining` is how many items are left, and
    nothing is added to them. Each future adds up days drawn with replacement until nothing is
    left. The same seed gives the same dates on every machine. Raises NotEnoughDataError under ten
    days or where none finished anything, AnalysisError where nothing is left or a count is
    negative. Source: Magennis, Forecasting and Simulating Software Development Projects (2011).
    """
    if remaining < 1:
        raise AnalysisError("nothing is left to finish")
    if any(count < 0 for count in counts):
        raise AnalysisError("a day cannot finish less than nothing")
    if len(counts) < FEWEST_DAYS:
        raise NotEnoughDataError("working days", len(counts), FEWEST_DAYS)
    if not sum(counts):
        raise NotEnoughDataError("finished items", 0, 1)
    needed = _days_needed(np.array(counts), remaining, Draws(seed, remaining), trials, longest)
    through = np.sort(needed[needed > 0])
    days = [_quantile(through, share, trials) for share in SHARES]
    p50, p85, p95 = (None if n is None else working_day(after, n, calendar) for n in days)
    found, times = np.unique(through, return_counts=True)
    return FinishDates(
        p50=p50,
        p85=p85,
        p95=p95,
        days_p50=days[0],
        days_p85=days[1],
        days_p95=days[2],
        futures=tuple(zip(found.tolist(), times.tolist(), strict=True)),
        trials=trials,
        beyond=1 - through.size / trials,
    )


def working_day(after: dt.date, count: int, calendar: WorkDays) -> dt.date:
    """The `count`-th working day after a day."""
    day = after
    for _ in range(count):
        day = calendar.on_or_after(day + dt.timedelta(days=1))
    return day


def _days_needed(
    counts: NDArray[np.int64], remaining: int, draws: Draws, trials: int, longest: int
) -> NDArray[np.int64]:
    """For each future the working day on which nothing was left; 0 where that never came."""
    needed = np.zeros(trials, dtype=np.int64)
    left = np.full(trials, remaining, dtype=np.int64)
    for start in range(0, longest, AT_ONCE):
        waiting = np.flatnonzero(needed == 0)
        if not waiting.size:
            break
        width = min(AT_ONCE, longest - start)
        drawn = draws.below(np.full((waiting.size, width), counts.size))
        sums = np.cumsum(counts[drawn], axis=1)
        through = sums >= left[waiting, None]
        hit = through.any(axis=1)
        needed[waiting[hit]] = start + 1 + through[hit].argmax(axis=1)
        left[waiting] -= sums[:, -1]
    return needed


def _quantile(through: NDArray[np.int64], share: float, trials: int) -> int | None:
    rank = int(np.ceil(round(share * trials, 9)))
    return int(through[rank - 1]) if rank <= through.size else None
