"""Seasonal naive, Theta and fixed-order SARIMA."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from cfo.analysis.series import Fit, Floats
from cfo.analysis.smoothing import simple_parameters, simple_smoothing
from kernel.statistics.values import AnalysisError, NotEnoughDataError

SEASONAL_Z = 1.6448536269514722
SARIMA_NEEDED = 12
SARIMA_SEASON_LIMIT = 12


def seasonal_naive(values: Sequence[float], season: int, horizon: int) -> Fit:
    """The value of one season ago; with a season of 1, the last value.

    Spread: sigma sqrt(k + 1), k the whole seasons before step h. Raises NotEnoughDataError below
    one season and 3 values.
    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3.1 and 3.5.
    """
    known = np.asarray(values, dtype=np.float64)
    if season < 1 or not np.all(np.isfinite(known)):
        raise AnalysisError("a season of at least 1 and finite values")
    if len(known) < season + 3:
        raise NotEnoughDataError("periods of history", len(known), season + 3)
    changes = known[season:] - known[:-season]
    sigma = math.sqrt(float(changes @ changes) / len(changes))
    steps = np.arange(horizon)
    points = known[len(known) - season + steps % season]
    return Fit(points, sigma * np.sqrt(steps // season + 1), (), len(changes))


def theta(values: Sequence[float], season: int, horizon: int, alpha: float | None = None) -> Fit:
    """The Theta method: simple smoothing with half the slope of the straight line as drift.

    A season that the autocorrelation shows (90 %) is taken out by classical additive
    decomposition first. Raises NotEnoughDataError below 6 values.
    Source: Assimakopoulos and Nikolopoulos (2000), International Journal of Forecasting 16;
    Hyndman and Billah (2003), ibid. 19, for the drift.
    """
    known = np.asarray(values, dtype=np.float64)
    if len(known) < 6:
        raise NotEnoughDataError("periods of history", len(known), 6)
    pattern = seasonal_pattern(known, season)
    n = len(known)
    flat = known - pattern[np.arange(n) % len(pattern)]
    smooth = simple_smoothing(flat.tolist(), horizon, alpha)
    at = dict(smooth.parameters)["alpha"]
    slope = float(np.polyfit(np.arange(n), flat, 1)[0])
    steps = np.arange(horizon)
    drift = slope / 2 * (steps + (1 - (1 - at) ** n) / at)
    seasonal = pattern[(n + steps) % len(pattern)]
    seasonal_cost = len(pattern) - 1
    degrees = max(2, smooth.degrees - 1 - seasonal_cost)
    spread = smooth.spread * math.sqrt(smooth.degrees / degrees)
    named = (("alpha", at), ("drift", slope / 2), ("seasonal", float(len(pattern) > 1)))
    return Fit(smooth.points + drift + seasonal, spread, named, degrees)


def theta_parameters(values: Floats, season: int) -> tuple[float, ...]:
    """Alpha of the series without its season."""
    pattern = seasonal_pattern(values, season)
    return simple_parameters(values - pattern[np.arange(len(values)) % len(pattern)])


def seasonal_pattern(values: Floats, season: int) -> Floats:
    """Additive seasonal deviations from period 0 on, or one zero where no season shows.

    Needs two seasons. Test: |r_m| > 1.645 sqrt((1 + 2 sum of r_i^2, i < m) / n).
    """
    none = np.zeros(1)
    n = len(values)
    if season < 2 or n < 2 * season + 1:
        return none
    steps = np.arange(n)
    flat = values - np.polyval(np.polyfit(steps, values, 1), steps)
    whole = float(flat @ flat)
    if whole == 0.0:
        return none
    r = np.array([float(flat[lag:] @ flat[:-lag]) / whole for lag in range(1, season + 1)])
    limit = SEASONAL_Z * math.sqrt((1 + 2 * float(r[:-1] @ r[:-1])) / n)
    if r[-1] <= limit:
        return none
    half = season // 2
    weights = np.ones(season + 1 if season % 2 == 0 else season) / season
    if season % 2 == 0:
        weights[[0, -1]] /= 2
    trend = np.convolve(values, weights, mode="valid")
    off = values[half : half + len(trend)] - trend
    place = np.arange(half, half + len(trend)) % season
    pattern = np.array([off[place == at].mean() for at in range(season)])
    centred: Floats = pattern - pattern.mean()
    return centred


def sarima(
    values: Sequence[float],
    season: int,
    horizon: int,
    parameters: tuple[float, ...] | None = None,
    logs: bool | None = None,
) -> Fit:
    """The airline model, SARIMA (0,1,1)(0,1,1) of the season; (0,1,1) without one.

    On logarithms where all values are above zero (or as `logs` says). Parameters (the moving
    averages) by maximum likelihood where None, the variance always.
    Raises NotEnoughDataError below 12 values, or two seasons and 8; AnalysisError where the fit
    does not settle.
    Source: Box and Jenkins (1976), series G; statsmodels' state space estimation.
    """
    known = np.asarray(values, dtype=np.float64)
    need = max(SARIMA_NEEDED, 2 * season + 8 if season > 1 else 0)
    if season > SARIMA_SEASON_LIMIT:
        raise AnalysisError(f"a season of {season} periods is beyond this method")
    if len(known) < need:
        raise NotEnoughDataError("periods of history", len(known), need)
    on_logs = bool(np.all(known > 0)) if logs is None else logs
    if on_logs and not np.all(known > 0):
        raise AnalysisError("logarithms need values above zero")
    size = 1.0 if on_logs else float(np.abs(known).max()) or 1.0
    scaled = np.log(known) if on_logs else known / size
    model = _airline(scaled, season)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if parameters is None:
            found = model.fit(disp=False, method="lbfgs", maxiter=50, cov_type="none")
            parameters = tuple(float(value) for value in found.params)
        fitted = model.filter(np.array(parameters), cov_type="none")
        ahead = fitted.get_forecast(horizon)
        points, spread = np.asarray(ahead.predicted_mean), np.asarray(ahead.se_mean)
    if not (np.all(np.isfinite(points)) and np.all(np.isfinite(spread))):
        raise AnalysisError("the fit did not settle")
    names = ("ma", "seasonal_ma")[: len(parameters)]
    named = (*zip(names, parameters, strict=True), ("log_likelihood", float(fitted.llf)))
    lost = 1 + (season if season > 1 else 0)
    degrees = max(2, len(known) - lost - len(parameters) - 1)
    return Fit(points * size, spread * size, named, degrees, on_logs)


def _airline(values: Floats, season: int) -> Any:
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    seasonal = (0, 1, 1, season) if season > 1 else (0, 0, 0, 0)
    return SARIMAX(values, order=(0, 1, 1), seasonal_order=seasonal, concentrate_scale=True)
