"""Confidence intervals of proportions and of their difference, from counts a day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernel.statistics.quantiles import normal_quantile, two_sided_point
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

Numbers = Sequence[float] | NDArray[Any]


def wilson_interval(successes: float, trials: float, level: float = 0.95) -> Interval:
    """The score interval of a proportion.

    Counts may be fractional, so that effective counts of clustered data can be given.
    Raises NotEnoughDataError without a trial.
    Source: Wilson (1927), JASA 22, 209-212.
    """
    _check_counts(successes, trials)
    if trials <= 0:
        raise NotEnoughDataError("trials", 0, 1)
    z = normal_quantile(two_sided_point(level))
    p = successes / trials
    spread = 1.0 + z * z / trials
    centre = (p + z * z / (2.0 * trials)) / spread
    half = z / spread * math.sqrt(p * (1.0 - p) / trials + z * z / (4.0 * trials * trials))
    low = 0.0 if successes == 0 else max(0.0, min(centre - half, p))
    high = 1.0 if successes == trials else min(1.0, max(centre + half, p))
    return Interval(p, low, high, level)


def difference_interval(
    successes: float,
    trials: float,
    base_successes: float,
    base_trials: float,
    level: float = 0.95,
) -> Interval:
    """The interval of p - p_base for two independent proportions, from their Wilson limits.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    one = wilson_interval(successes, trials, level)
    two = wilson_interval(base_successes, base_trials, level)
    gap = one.estimate - two.estimate
    below = math.hypot(one.estimate - one.low, two.high - two.estimate)
    above = math.hypot(one.high - one.estimate, two.estimate - two.low)
    return Interval(gap, gap - below, gap + above, level)


def design_effect(successes: Numbers, trials: Numbers) -> float:
    """How many times more the daily rates vary than coin tosses would; at least 1.

    The variance of the ratio estimator over the clusters (days) divided by the binomial variance
    of the pooled rate. Dividing both counts by it gives effective counts that every formula for
    independent trials may use. Days without a trial are left out; with fewer than two days, or a
    pooled rate of 0 or 1, the effect is 1.
    Source: Rao and Scott (1992), Biometrics 48, 577-585; Cochran (1977), section 3.12.
    """
    x, n = paired(successes, trials)
    if np.any(x > n):
        raise AnalysisError("more successes than trials")
    used = n > 0
    x, n = x[used], n[used]
    days, total = len(n), float(n.sum())
    pooled = float(x.sum()) / total if total else 0.0
    if days < 2 or not 0.0 < pooled < 1.0:
        return 1.0
    residuals = x - pooled * n
    clustered = days / (days - 1) * float(residuals @ residuals) / total**2
    return max(1.0, clustered / (pooled * (1.0 - pooled) / total))


def rate_interval(successes: Numbers, trials: Numbers, level: float = 0.95) -> Interval:
    """The interval of a pooled daily rate: Wilson's, on counts divided by the design effect.

    `successes` and `trials` are counts a day. Raises NotEnoughDataError without a trial.
    Source: Korn and Graubard (1998), Survey Methodology 24, 193-201, for effective counts.
    """
    x, n = paired(successes, trials)
    effect = design_effect(x, n)
    return wilson_interval(float(x.sum()) / effect, float(n.sum()) / effect, level)


def _check_counts(successes: float, trials: float) -> None:
    if not 0 <= successes <= trials:
        raise AnalysisError(f"{successes} of {trials} is no proportion")


def paired(first: Numbers, second: Numbers) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two series of one length, as numbers that are finite and not negative."""
    one, two = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if one.ndim != 1 or one.shape != two.shape:
        raise AnalysisError("two series of the same length are needed")
    if not (np.all(np.isfinite(one)) and np.all(np.isfinite(two))):
        raise AnalysisError("every day has a value")
    if np.any(one < 0) or np.any(two < 0):
        raise AnalysisError("counts and sums are not negative")
    return one, two
