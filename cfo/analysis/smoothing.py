"""Exponential smoothing: simple, Holt's linear trend, Holt-Winters with an additive season."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

import numpy as np

from cfo.analysis.series import Fit, Floats
from kernel.statistics.values import AnalysisError, NotEnoughDataError

Parameters = tuple[float, ...]
LIMITS = (0.0001, 0.9999)
GRID = ((0.05, 0.2, 0.5, 0.8), (0.01, 0.1, 0.4), (0.01, 0.1, 0.4))
TRIES = 60


def simple_smoothing(
    values: Sequence[float], horizon: int, alpha: float | None = None, level: float | None = None
) -> Fit:
    """Simple exponential smoothing; what is None is fitted by least squares.

    Spread: sigma^2 (1 + (h-1) alpha^2). Raises NotEnoughDataError below 4 values.
    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 7.1 and 7.7.
    """
    known = _known(values, 4)
    at = alpha if alpha is not None else simple_parameters(known)[0]
    base, unit = _simple(known, at, 0.0), _simple(np.zeros_like(known), at, 1.0)
    start = level if level is not None else -float(unit[0] @ base[0] / (unit[0] @ unit[0]))
    errors, last = base[0] + start * unit[0], base[1] + start * unit[1]
    degrees = len(known) - (alpha is None) - (level is None)
    growth: Floats = 1.0 + at**2 * np.arange(horizon, dtype=np.float64)
    spread = np.sqrt(growth) * _sigma(errors, degrees)
    named = (("alpha", at), ("level", start))
    return Fit(np.full(horizon, last), spread, named, degrees)


def simple_parameters(values: Floats) -> Parameters:
    """Alpha of least squares, the first level fitted along with it."""

    def loss(parameters: Parameters) -> float:
        base, _ = _simple(values, parameters[0], 0.0)
        unit, _ = _simple(np.zeros_like(values), parameters[0], 1.0)
        return float(base @ base - (unit @ base) ** 2 / (unit @ unit))

    return _least(loss, 1)


def holt(
    values: Sequence[float],
    horizon: int,
    alpha: float | None = None,
    beta: float | None = None,
    start: tuple[float, float] | None = None,
) -> Fit:
    """Holt's linear trend; what is None is fitted by least squares. `start` is (level, slope).

    `beta` weighs the newest change of the level. Spread: sigma^2 (1 + sum over j below h of
    (alpha + alpha beta j)^2). Raises NotEnoughDataError below 6 values.
    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 7.2 and 7.7.
    """
    known = _known(values, 6)
    if (alpha is None) != (beta is None):
        raise AnalysisError("alpha and beta are given together")
    fitted = alpha is None or beta is None
    a, b = holt_parameters(known) if alpha is None or beta is None else (alpha, beta)
    first = start if start is not None else _holt_start(known, a, b)
    errors, level, slope = _holt(known.tolist(), a, b, *first)
    degrees = len(known) - 2 * fitted - 2 * (start is None)
    steps = np.arange(1, horizon + 1, dtype=np.float64)
    weights = np.concatenate([[0.0], (a + a * b * steps[:-1]) ** 2])
    growth: Floats = 1.0 + np.cumsum(weights)
    spread = np.sqrt(growth) * _sigma(np.array(errors), degrees)
    named = (("alpha", a), ("beta", b), ("level", first[0]), ("slope", first[1]))
    return Fit(level + slope * steps, spread, named, degrees)


def holt_parameters(values: Floats) -> Parameters:
    """Alpha and beta of least squares, with the first level and slope fitted along."""
    listed = values.tolist()

    def loss(parameters: Parameters) -> float:
        a, b = parameters
        errors, _, _ = _holt(listed, a, b, *_holt_start(values, a, b))
        return math.fsum(error * error for error in errors)

    return _least(loss, 2)


def holt_winters(
    values: Sequence[float], season: int, horizon: int, parameters: Parameters | None = None
) -> Fit:
    """Holt-Winters with an additive season; alpha, beta and gamma by least squares if None.

    Starts from the first two seasons: their means give level and slope, the mean deviations from
    that line the season. Spread: sigma^2 (1 + sum of c_j^2), c_j = alpha + alpha beta j, plus
    gamma (1 - alpha) at whole seasons. Raises NotEnoughDataError below two seasons and 3 values.
    Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 7.3 and 7.7.
    """
    if season < 2:
        raise AnalysisError("a season has at least two periods")
    known = _known(values, 2 * season + 3)
    a, b, g = winters_parameters(known, season) if parameters is None else parameters
    level, slope, pattern = _winters_start(known, season)
    errors, level, slope, pattern = _winters(known.tolist(), a, b, g, level, slope, pattern)
    degrees = max(2, len(known) - season - (5 if parameters is None else 2))
    steps = np.arange(1, horizon + 1)
    c = a + a * b * steps[:-1] + g * (1 - a) * (steps[:-1] % season == 0)
    spread = _sigma(np.array(errors), degrees) * np.sqrt(1 + np.cumsum(np.append(0.0, c**2)))
    seasonal = np.array([pattern[at % season] for at in range(horizon)])
    named = (("alpha", a), ("beta", b), ("gamma", g))
    return Fit(level + slope * steps + seasonal, spread, named, degrees)


def winters_parameters(values: Floats, season: int) -> Parameters:
    """Alpha, beta and gamma of least squares."""
    listed, start = values.tolist(), _winters_start(values, season)

    def loss(parameters: Parameters) -> float:
        a, b, g = parameters
        errors = _winters(listed, a, b, g, *start)[0]
        return math.fsum(error * error for error in errors)

    return _least(loss, 3)


def _known(values: Sequence[float], need: int) -> Floats:
    known = np.asarray(values, dtype=np.float64)
    if known.ndim != 1 or not np.all(np.isfinite(known)):
        raise AnalysisError("a series is a row of finite numbers")
    if len(known) < need:
        raise NotEnoughDataError("periods of history", len(known), need)
    return known


def _sigma(errors: Floats, degrees: int) -> float:
    return math.sqrt(float(errors @ errors) / max(1, degrees))


def _simple(values: Floats, alpha: float, level: float) -> tuple[Floats, float]:
    errors = []
    for value in values.tolist():
        error = value - level
        errors.append(error)
        level += alpha * error
    return np.array(errors), level


def _holt(
    values: list[float], alpha: float, beta: float, level: float, slope: float
) -> tuple[list[float], float, float]:
    errors = []
    for value in values:
        error = value - level - slope
        errors.append(error)
        level += slope + alpha * error
        slope += alpha * beta * error
    return errors, level, slope


def _holt_start(values: Floats, alpha: float, beta: float) -> tuple[float, float]:
    nothing = [0.0] * len(values)
    base = np.array(_holt(values.tolist(), alpha, beta, 0.0, 0.0)[0])
    by_level = _holt(nothing, alpha, beta, 1.0, 0.0)[0]
    by_slope = _holt(nothing, alpha, beta, 0.0, 1.0)[0]
    design = np.column_stack([by_level, by_slope])
    level, slope = np.linalg.lstsq(design, -base, rcond=None)[0].tolist()
    return level, slope


def _winters_start(values: Floats, season: int) -> tuple[float, float, list[float]]:
    first, second = values[:season], values[season : 2 * season]
    slope = float(second.mean() - first.mean()) / season
    middle = float(first.mean())
    level = middle - slope * (season + 1) / 2
    line = level + slope * np.arange(1, 2 * season + 1)
    off = (values[: 2 * season] - line).reshape(2, season).mean(axis=0)
    return level, slope, (off - off.mean()).tolist()


def _winters(
    values: list[float],
    alpha: float,
    beta: float,
    gamma: float,
    level: float,
    slope: float,
    pattern: list[float],
) -> tuple[list[float], float, float, list[float]]:
    errors = []
    waiting = list(pattern)
    for at, value in enumerate(values):
        place = at % len(waiting)
        error = value - level - slope - waiting[place]
        errors.append(error)
        level += slope + alpha * error
        slope += alpha * beta * error
        waiting[place] += gamma * (1 - alpha) * error
    turn = len(values) % len(waiting)
    return errors, level, slope, waiting[turn:] + waiting[:turn]


def _least(loss: Callable[[Parameters], float], count: int) -> Parameters:
    """The parameters between 0 and 1 with the smallest loss: a grid first, then a simplex."""
    from scipy.optimize import minimize, minimize_scalar

    best = min(itertools.product(*GRID[:count]), key=loss)
    if count == 1:
        points = [LIMITS[0], *GRID[0], LIMITS[1]]
        at = points.index(best[0])
        bounds = (points[at - 1], points[at + 1])
        found = minimize_scalar(
            lambda x: loss((float(x),)), bounds=bounds, method="bounded", options={"xatol": 1e-8}
        )
        edges = [(float(found.x),), (LIMITS[0],), (LIMITS[1],)]
        return min(edges, key=loss)
    simplex = minimize(
        lambda x: loss(tuple(float(one) for one in x)),
        np.array(best),
        method="Nelder-Mead",
        bounds=[LIMITS] * count,
        options={"maxfev": TRIES * count, "xatol": 1e-4, "fatol": 0.0},
    )
    near = tuple(float(one) for one in simplex.x)
    return min((near, tuple(best)), key=loss)
