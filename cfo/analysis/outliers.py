"""What a series of months is once its trend and its season are taken out: robust STL."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cfo.analysis.series import Floats
from kernel.statistics.outliers import MAD_TO_SIGMA, VALUES_NEEDED
from kernel.statistics.quantiles import student_quantile, two_sided_point
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

TREND_PERIODS = 13
SEASONS_NEEDED = 3
TREND_PARAMETERS = 4


@dataclass(frozen=True, slots=True)
class Decomposition:
    """`usual` (trend and season) plus `residuals` are the values; `spread` is robust.

    `spread` allows for what a local fit takes out of its own residuals. `seasonal` says whether a
    season was taken out.
    """

    usual: Floats
    residuals: Floats
    spread: float
    seasonal: bool

    def usual_between(self, at: int, level: float = 0.95) -> Interval:
        """What period `at` would have had, with its prediction interval."""
        degrees = max(2.0, len(self.usual) - TREND_PARAMETERS)
        unsure = math.sqrt(1 + TREND_PARAMETERS / min(len(self.usual), TREND_PERIODS))
        reach = student_quantile(two_sided_point(level), degrees) * self.spread * unsure
        usual = float(self.usual[at])
        return Interval(usual, usual - reach, usual + reach, level)


def decomposed(values: Sequence[float], season: int) -> Decomposition:
    """Trend and season by robust STL; by the trend alone below three seasons (or season 1).

    The trend alone is the loess that STL uses for trends, robust, over 13 periods.
    Raises NotEnoughDataError below 15 values.
    Source: Cleveland et al. (1990), Journal of Official Statistics 6, 3-73; statsmodels' STL.
    """
    known = np.asarray(values, dtype=np.float64)
    if season < 1 or not np.all(np.isfinite(known)):
        raise AnalysisError("a season of at least 1 and finite values")
    if len(known) < VALUES_NEEDED:
        raise NotEnoughDataError("periods", len(known), VALUES_NEEDED)
    seasonal = season > 1 and len(known) >= SEASONS_NEEDED * season
    usual = _stl(known, season) if seasonal else _robust_line(known)
    residuals = known - usual
    left = math.sqrt(1 - TREND_PARAMETERS / min(len(known), TREND_PERIODS))
    spread = MAD_TO_SIGMA * float(np.median(np.abs(residuals - np.median(residuals)))) / left
    return Decomposition(usual, residuals, spread, seasonal)


def _stl(values: Floats, season: int) -> Floats:
    from statsmodels.tsa.seasonal import STL

    fitted = STL(values, period=season, robust=True).fit()
    return np.asarray(fitted.trend + fitted.seasonal, dtype=np.float64)


def _robust_line(values: Floats) -> Floats:
    from statsmodels.nonparametric.smoothers_lowess import lowess

    steps = np.arange(len(values), dtype=np.float64)
    share = min(1.0, TREND_PERIODS / len(values))
    if np.ptp(values) == 0.0:
        return values.copy()
    smooth = np.asarray(lowess(values, steps, frac=share, it=5, return_sorted=False))
    return np.where(np.isfinite(smooth), smooth, np.median(values))
