"""What a series is once its trend and its weekdays are taken out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from kernel.statistics.outliers import MAD_TO_SIGMA
from kernel.statistics.proportions import Numbers
from kernel.statistics.quantiles import normal_quantile, two_sided_point
from kernel.statistics.values import Interval, NotEnoughDataError

TREND_DAYS = 35
DAYS_IN_TREND_NEEDED = 14
DAYS_NEEDED = 56


@dataclass(frozen=True, slots=True)
class SeasonalFit:
    """What a day of this trend and this weekday usually has, and how far each day was from it.

    `usual` is in the unit of the values, `residuals` are logarithms of value over usual, `spread`
    is their robust standard deviation. A day without a value, or with too few neighbours, is not
    `scored`; its entries are zero and mean nothing.
    """

    usual: NDArray[np.float64]
    residuals: NDArray[np.float64]
    scored: NDArray[np.bool_]
    spread: float

    def usual_between(self, at: int, level: float = 0.95) -> Interval:
        """What the day at index `at` would have had, with its prediction interval."""
        reach = math.exp(normal_quantile(two_sided_point(level)) * self.spread)
        usual = float(self.usual[at])
        return Interval(usual, usual / reach, usual * reach, level)


def seasonal_fit(values: Numbers, exposure: Numbers | None = None) -> SeasonalFit:
    """Trend and weekday pattern of a daily series by medians, on the log scale.

    `values` holds one entry a calendar day in order, NaN where nothing was recorded. With
    `exposure` (clicks, say) the rate value/exposure is fitted and `usual` is that rate times the
    day's own exposure. The trend is the median of the 35 days around (five of each weekday), the
    weekday pattern the median of what remains; a second round takes the pattern out first.
    Medians stand up to half of a window being wrong. One is added to counts, so that a day of
    zero has a logarithm.
    Raises NotEnoughDataError with fewer than 56 recorded days.
    Source: the X-11 principle of alternating trend and seasonal filters with medians for means
    (Cleveland et al. 1990, Journal of Official Statistics 6, discuss the robust variant).
    """
    counts = np.asarray(values, dtype=np.float64)
    base = np.ones_like(counts) if exposure is None else np.asarray(exposure, dtype=np.float64)
    known = np.isfinite(counts) & np.isfinite(base) & (base > 0)
    if int(known.sum()) < DAYS_NEEDED:
        raise NotEnoughDataError("days", int(known.sum()), DAYS_NEEDED)
    logs = np.full(counts.shape, np.nan)
    logs[known] = np.log((counts[known] + 1.0) / base[known])
    pattern = np.zeros(7)
    weekday = np.arange(len(logs)) % 7
    for _ in range(2):
        trend = _rolling_median(logs - pattern[weekday])
        detrended = logs - trend
        pattern = np.array([_median(detrended[weekday == day]) for day in range(7)])
        pattern -= pattern.mean()
    trend = _rolling_median(logs - pattern[weekday])
    expected = trend + pattern[weekday]
    scored = np.isfinite(logs) & np.isfinite(expected)
    residuals, usual = np.zeros_like(logs), np.zeros_like(logs)
    residuals[scored] = logs[scored] - expected[scored]
    usual[scored] = np.maximum(np.exp(expected[scored]) * base[scored] - 1.0, 0.0)
    kept = residuals[scored]
    if kept.size < DAYS_NEEDED:
        raise NotEnoughDataError("days in unbroken stretches", int(kept.size), DAYS_NEEDED)
    spread = MAD_TO_SIGMA * float(np.median(np.abs(kept - np.median(kept))))
    return SeasonalFit(usual, residuals, scored, spread)


def _rolling_median(series: NDArray[np.float64]) -> NDArray[np.float64]:
    half = TREND_DAYS // 2
    windows = sliding_window_view(np.pad(series, half, constant_values=np.nan), TREND_DAYS)
    enough = np.isfinite(windows).sum(axis=1) >= DAYS_IN_TREND_NEEDED
    trend = np.full(series.shape, np.nan)
    trend[enough] = np.nanmedian(windows[enough], axis=1)
    return trend


def _median(values: NDArray[np.float64]) -> float:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else 0.0
