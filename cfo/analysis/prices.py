"""When a price changed, by how much, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cfo.analysis.series import Floats
from kernel.statistics.quantiles import student_quantile, student_two_sided, two_sided_point
from kernel.statistics.values import AnalysisError, Interval

CHANGE_NEEDED = 0.03
VALUES_NEEDED = 4


@dataclass(frozen=True, slots=True)
class PriceStep:
    """From payment `at` on the usual amount is `after` instead of `before` (geometric means).

    `ratio` is after over before with its interval, which has no width where amounts never varied.
    """

    at: int
    before: int
    after: int
    ratio: Interval
    p_value: float


def price_steps(
    amounts: Sequence[int], alpha: float = 0.01, level: float = 0.95
) -> tuple[PriceStep, ...]:
    """Steps of at least 3 % in a row of amounts above zero, oldest first.

    On logarithms the split that leaves the least variance is taken where a t test, its alpha
    divided by the number of splits that were possible, says that the two sides differ; then both
    sides are split again (binary segmentation). Fewer than four amounts have no steps.
    Source: Scott and Knott (1974), Biometrics 30, 507-512; pooled two-sample t interval.
    """
    if any(amount <= 0 for amount in amounts):
        raise AnalysisError("amounts are above zero")
    logs = np.log(np.array(amounts, dtype=np.float64))
    cuts = sorted(_cuts(logs, 0, len(logs), alpha))
    edges = [0, *cuts, len(logs)]
    return tuple(
        _step(logs, edges[at - 1], edges[at], edges[at + 1], level)
        for at in range(1, len(edges) - 1)
    )


def _cuts(logs: Floats, first: int, last: int, alpha: float) -> list[int]:
    size = last - first
    if size < VALUES_NEEDED:
        return []
    part = logs[first:last]
    best = min(range(1, size), key=lambda at: (_within(part[:at]) + _within(part[at:]), at))
    change, error, degrees = _difference(part[:best], part[best:])
    p = _p_value(change, error, degrees)
    if abs(math.expm1(change)) < CHANGE_NEEDED or p >= alpha / (size - 1):
        return []
    middle = first + best
    return [
        *_cuts(logs, first, middle, alpha), middle, *_cuts(logs, middle, last, alpha),
    ]  # fmt: skip


def _step(logs: Floats, first: int, at: int, last: int, level: float) -> PriceStep:
    change, error, degrees = _difference(logs[first:at], logs[at:last])
    reach = error * student_quantile(two_sided_point(level), degrees)
    ratio = Interval(math.exp(change), math.exp(change - reach), math.exp(change + reach), level)
    before = round(math.exp(float(logs[first:at].mean())))
    after = round(math.exp(float(logs[at:last].mean())))
    return PriceStep(at, before, after, ratio, _p_value(change, error, degrees))


def _within(values: Floats) -> float:
    return float(((values - values.mean()) ** 2).sum())


def _difference(one: Floats, two: Floats) -> tuple[float, float, int]:
    """Difference of means, its standard error and the degrees of freedom."""
    degrees = max(1, len(one) + len(two) - 2)
    variance = (_within(one) + _within(two)) / degrees
    tiny = 1e-12 if variance < 1e-24 else math.sqrt(variance * (1 / len(one) + 1 / len(two)))
    return float(two.mean() - one.mean()), tiny, degrees


def _p_value(change: float, error: float, degrees: int) -> float:
    return student_two_sided(change / error, degrees)
