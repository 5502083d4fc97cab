"""Where cases wait: each activity's part of all waiting, with what chance leaves open."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coo.analysis.events import Floats, Passages
from kernel.statistics.draws import Draws
from kernel.statistics.quantiles import two_sided_point
from kernel.statistics.values import Interval, NotEnoughDataError

CASES_NEEDED = 20
DRAWS = 1000
MOST_GROUPS = 1000
SEED = 20260101


@dataclass(frozen=True, slots=True)
class WaitingShare:
    """Waiting before one activity: how often, hours in the middle and in all, part of the whole.

    `excess` is the part of the whole that would be gone if a case waited here no longer than at
    the middle one of the other activities.
    """

    activity: str
    count: int
    median: float
    total: float
    share: Interval
    excess: Interval


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """All waiting in hours, and each activity's part, the largest first.

    `stands_out` is the first one's name where its part is surely larger than each other's and
    the part that could be gone is surely above nothing, else empty.
    """

    cases: int
    total: float
    waiting: tuple[WaitingShare, ...]
    stands_out: str


def bottleneck(steps: Passages, level: float = 0.95, seed: int = SEED) -> Bottleneck:
    """Shares of waiting (working time) by the activity that was waited for, with intervals.

    Percentile bootstrap over cases: whole cases are drawn again, so that what one case does
    stays together. Beyond a thousand cases, cases are dealt into a thousand groups that are drawn
    instead, which keeps the spread and bounds the work. The same rows give the same interval.
    Raises NotEnoughDataError below 20 cases that waited at all.
    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, 13.
    """
    sums, counts, hours = _by_group(steps)
    waited = int((sums.sum(axis=1) > 0).sum()) if sums.size else 0
    if waited < CASES_NEEDED:
        raise NotEnoughDataError("cases that waited", waited, CASES_NEEDED)
    groups = _dealt(sums), _dealt(counts)
    drawn = _redrawn(len(groups[0]), seed)
    shares, excess = _parts(drawn @ groups[0], drawn @ groups[1])
    whole, whole_excess = _parts(sums.sum(axis=0)[None], counts.sum(axis=0)[None])
    names = [number for number in range(len(steps.activities)) if counts[:, number].sum()]
    found = [
        WaitingShare(
            activity=steps.activities[number],
            count=int(counts[:, number].sum()),
            median=float(np.median(hours[number])),
            total=float(sums[:, number].sum()),
            share=_interval(float(whole[0, number]), shares[:, number], level),
            excess=_interval(float(whole_excess[0, number]), excess[:, number], level),
        )
        for number in names
    ]
    found.sort(key=lambda one: (-one.share.estimate, one.activity))
    cases = len(np.unique(steps.case))
    return Bottleneck(cases, float(sums.sum()), tuple(found), _standing_out(found))


def _standing_out(found: list[WaitingShare]) -> str:
    first, rest = found[0], found[1:]
    if not rest or first.excess.low <= 0:
        return ""
    return first.activity if first.share.low > max(one.share.high for one in rest) else ""


def _by_group(steps: Passages) -> tuple[Floats, Floats, dict[int, Floats]]:
    """Waiting hours and passages by case and activity, and each activity's waits."""
    at, worked, _ = steps.waits()
    known = np.unique(steps.case)
    shape = (len(known), len(steps.activities))
    row = np.searchsorted(known, steps.case[at])
    sums, counts = np.zeros(shape), np.zeros(shape)
    np.add.at(sums, (row, steps.activity[at]), worked)
    np.add.at(counts, (row, steps.activity[at]), 1.0)
    hours = {
        number: worked[steps.activity[at] == number] for number in range(len(steps.activities))
    }
    return sums, counts, hours


def _dealt(table: Floats) -> Floats:
    """Rows dealt in turn into a thousand groups at most, added up."""
    if len(table) <= MOST_GROUPS:
        return table
    groups = np.zeros((MOST_GROUPS, table.shape[1]))
    np.add.at(groups, np.arange(len(table)) % MOST_GROUPS, table)
    return groups


def _redrawn(size: int, seed: int) -> Floats:
    """How often each group is drawn, in each of the draws."""
    chosen = Draws(seed, size).below(np.full((DRAWS, size), size, dtype=np.int64))
    flat = chosen + np.arange(DRAWS)[:, None] * size
    times = np.bincount(flat.ravel(), minlength=DRAWS * size)
    return times.reshape(DRAWS, size).astype(np.float64)


def _parts(sums: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Each activity's part of the waiting, and the part beyond what the middle other one waits."""
    total = np.maximum(sums.sum(axis=1, keepdims=True), 1e-12)
    passed = counts > 0
    means = np.where(passed, sums / np.maximum(counts, 1.0), np.nan)
    excess = np.zeros_like(sums)
    for number in range(sums.shape[1]):
        others = np.delete(means, number, axis=1)
        known = np.isfinite(others).any(axis=1)
        middle = np.zeros(len(sums))
        if known.any():
            middle[known] = np.nanmedian(others[known], axis=1)
        beyond = np.where(passed[:, number], means[:, number], 0.0) - middle
        excess[:, number] = np.where(passed[:, number], beyond * counts[:, number], 0.0)
    return sums / total, excess / total


def _interval(estimate: float, drawn: Floats, level: float) -> Interval:
    upper = two_sided_point(level)
    low, high = np.quantile(drawn, [1.0 - upper, upper])
    return Interval(estimate, min(float(low), estimate), max(float(high), estimate), level)
