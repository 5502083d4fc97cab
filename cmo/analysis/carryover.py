"""How the effect of spend carries over into later days, and how it levels off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernel.statistics.values import AnalysisError

Numbers = Sequence[float] | NDArray[Any]


def geometric_adstock(alpha: float, max_lag: int) -> tuple[float, ...]:
    """Weights of the days from `max_lag` days ago (first) to the same day (last): alpha ** lag.

    Source: Jin et al. (2017), Bayesian Methods for Media Mix Modeling with Carryover and Shape
    Effects, equation 1; Google Meridian, adstock_hill.py, decay function "geometric".
    """
    _check(alpha, max_lag)
    return tuple(float(alpha**lag) for lag in range(max_lag, -1, -1))


def carried_over(spend: Numbers, weights: Sequence[float]) -> NDArray[np.float64]:
    """Each day's spend spread over it and the days before it, by weights that are made to sum to 1.

    Days before the first count as nothing spent, so steady spend is itself once `weights` days
    have passed. Raises AnalysisError where the weights do not add up to something.
    """
    series = np.asarray(spend, dtype=np.float64)
    kernel = np.asarray(weights, dtype=np.float64)
    if series.ndim != 1 or not kernel.size or np.any(kernel < 0) or kernel.sum() <= 0:
        raise AnalysisError("one series and weights of a positive sum are needed")
    spread = np.convolve(series, kernel[::-1] / kernel.sum())
    return spread[: len(series)]


def hill_saturation(amount: float, half: float, slope: float = 1.0) -> float:
    """The share of the maximum that an amount reaches, 0..1: half of it at `half`.

    Concave for a slope of at most 1. Source: Hill (1910); Jin et al. (2017), equation 5.
    """
    if amount < 0 or half <= 0 or slope < 0:
        raise AnalysisError("an amount is not negative, its half point is positive")
    if amount == 0:
        return 0.0 if slope > 0 else 0.5
    return float(1.0 / (1.0 + (half / amount) ** slope))


def _check(alpha: float, max_lag: int) -> None:
    if not 0 <= alpha <= 1 or max_lag < 0:
        raise AnalysisError("alpha lies between 0 and 1, and the longest lag is not negative")
