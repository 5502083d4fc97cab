"""Tests of proportions, and their correction when many are asked at once."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from kernel.statistics.quantiles import normal_two_sided
from kernel.statistics.values import AnalysisError, NotEnoughDataError


def two_proportion_p(
    successes: float, trials: float, base_successes: float, base_trials: float
) -> float:
    """Two-sided p-value of equal proportions, pooled score test, no continuity correction.

    The square of its statistic is Pearson's chi-squared of the two-by-two table.
    Raises NotEnoughDataError when one side has no trial.
    Source: Agresti (2013), Categorical Data Analysis, 3rd ed., section 3.2.
    """
    if min(trials, base_trials) <= 0:
        raise NotEnoughDataError("trials", 0, 1)
    if not (0 <= successes <= trials and 0 <= base_successes <= base_trials):
        raise AnalysisError("successes lie between 0 and the trials")
    pooled = (successes + base_successes) / (trials + base_trials)
    variance = pooled * (1.0 - pooled) * (1.0 / trials + 1.0 / base_trials)
    if variance <= 0.0:
        return 1.0
    gap = successes / trials - base_successes / base_trials
    return normal_two_sided(gap / math.sqrt(variance))


def one_proportion_p(successes: float, trials: float, target: float) -> float:
    """Two-sided p-value of a proportion being `target` (0 < target < 1), score test.

    Source: Agresti (2013), section 1.3.3.
    """
    if trials <= 0:
        raise NotEnoughDataError("trials", 0, 1)
    if not (0 <= successes <= trials and 0.0 < target < 1.0):
        raise AnalysisError("a proportion and a target between 0 and 1 are needed")
    error = math.sqrt(target * (1.0 - target) / trials)
    return normal_two_sided((successes / trials - target) / error)


def holm_adjusted(p_values: Sequence[float]) -> tuple[float, ...]:
    """p-values adjusted so that comparing each with alpha keeps the family-wise error at alpha.

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    p = np.asarray(p_values, dtype=np.float64)
    if p.size == 0:
        return ()
    if not np.all((p >= 0) & (p <= 1)):
        raise AnalysisError("p-values lie between 0 and 1")
    order = np.argsort(p, kind="stable")
    stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(stepped, 1.0)
    return tuple(float(value) for value in adjusted)
