"""Which method forecasts a series best, told by its own past, and how unsure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from cfo.analysis import methods, smoothing
from cfo.analysis.series import HORIZON_LIMIT, Fit, Floats, checked_series, usual_step
from kernel.statistics.quantiles import student_quantile
from kernel.statistics.values import AnalysisError, NotEnoughDataError

Method = Literal[
    "constant", "naive", "seasonal_naive", "ses", "holt", "holt_winters", "theta", "sarima"
]
Because = Literal["lowest_mase", "only_method", "all_values_equal"]

ORIGINS_LIMIT = 12
STEPS_JUDGED = 6
RANGE_LIMIT = 3.0
SPREAD_LIMIT = 10.0
CALIBRATION_LIMITS = (1.0, 3.0)
UNSURE_LIMIT = 1.5
LEAST_DEGREES = 3


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """Step 1 is the first period after the series; values in its unit, whole numbers."""

    step: int
    value: int
    low80: int
    high80: int
    low95: int
    high95: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A method that was tried: its backtest MASE, or why it could not take part."""

    method: Method
    mase: float | None
    refused: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """Why this method: `because`, with its MASE, the next best one's, and how they were measured.

    `beat` is the next best method ("" if there was none). `origins` is the number of times the
    past was cut off and forecast again, up to `steps` steps ahead; MASE below 1 is better than
    repeating the season before.
    """

    because: Because
    mase: float | None
    beat: str
    beat_mase: float | None
    origins: int
    steps: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Points with 80 and 95 % intervals, the method, and why it was chosen.

    `calibration` is the factor by which intervals were widened: because parameters were fitted to
    few values, and because the backtest missed by more than the method itself expected.
    """

    method: Method
    season: int
    points: tuple[ForecastPoint, ...]
    chosen: Chosen
    candidates: tuple[Candidate, ...]
    parameters: tuple[tuple[str, float], ...]
    calibration: float


Parameters = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Tool:
    """A method in two steps, so that a backtest estimates once and then only forecasts."""

    name: Method
    estimate: Callable[[Floats, int], Parameters]
    run: Callable[[Floats, int, int, Parameters], Fit]


def _nothing(values: Floats, season: int) -> Parameters:
    return ()


def _sarima_parameters(values: Floats, season: int) -> Parameters:
    named = methods.sarima(values.tolist(), season, 1).parameters
    return tuple(value for _, value in named[:-1])


TOOLS = (
    _Tool("naive", _nothing, lambda v, m, h, p: methods.seasonal_naive(v.tolist(), 1, h)),
    _Tool("seasonal_naive", _nothing, lambda v, m, h, p: methods.seasonal_naive(v.tolist(), m, h)),
    _Tool(
        "ses",
        lambda v, m: smoothing.simple_parameters(v),
        lambda v, m, h, p: smoothing.simple_smoothing(v.tolist(), h, p[0]),
    ),
    _Tool(
        "holt",
        lambda v, m: smoothing.holt_parameters(v),
        lambda v, m, h, p: smoothing.holt(v.tolist(), h, p[0], p[1]),
    ),
    _Tool(
        "theta", methods.theta_parameters, lambda v, m, h, p: methods.theta(v.tolist(), m, h, p[0])
    ),
    _Tool(
        "holt_winters",
        smoothing.winters_parameters,
        lambda v, m, h, p: smoothing.holt_winters(v.tolist(), m, h, p),
    ),
    _Tool("sarima", _sarima_parameters, lambda v, m, h, p: methods.sarima(v.tolist(), m, h, p)),
)
NEED: dict[Method, Callable[[int], int]] = {
    "naive": lambda m: 4,
    "seasonal_naive": lambda m: m + 3,
    "ses": lambda m: 4,
    "holt": lambda m: 6,
    "theta": lambda m: 6,
    "holt_winters": lambda m: 2 * m + 3,
    "sarima": lambda m: max(methods.SARIMA_NEEDED, 2 * m + 8 if m > 1 else 0),
}


@dataclass(frozen=True, slots=True)
class _Trial:
    tool: _Tool
    mase: float
    misses: Floats


def forecast(values: Sequence[int | None], season: int, horizon: int) -> Forecast:
    """The best method's forecast of a regular series, `horizon` periods ahead (1 to 36).

    Every method that has enough history forecasts the last up to 12 ends of the series again,
    with parameters from before the first of them; the lowest mean absolute scaled error wins, the
    simpler method where two are equal. Methods whose forecasts leave the series' range by more
    than three times its width are put aside. Limits are Student quantiles of the method's own
    error, widened where the backtest missed by more. A series that never was below (above) zero
    stays so. A series of equal values is continued as it is.

    Raises what `series.checked_series` raises, and AnalysisError for a horizon out of range.
    Source: rolling origin (Tashman 2000, International Journal of Forecasting 16, 437-450); MASE
    (Hyndman and Koehler 2006).
    """
    if not 1 <= horizon <= HORIZON_LIMIT:
        raise AnalysisError(f"a horizon is between 1 and {HORIZON_LIMIT} periods")
    known = checked_series(values, season)
    if np.all(known == known[0]):
        return _constant(known, season, horizon)
    origins = _origins(len(known), season)
    trials, refused = _trials(known, season, min(horizon, STEPS_JUDGED), origins)
    while trials:
        best = min(trials, key=lambda trial: trial.mase)
        try:
            fit = _final(best.tool, known, season, horizon)
        except (AnalysisError, NotEnoughDataError) as error:
            refused.append(Candidate(best.tool.name, None, str(error)))
            trials.remove(best)
            continue
        return _forecast(known, season, horizon, best, fit, trials, refused, len(origins))
    raise AnalysisError("no method gives a forecast within this series' range")


def _origins(length: int, season: int) -> range:
    """Lengths of the pasts to forecast from: at least a third of the series, at most 12."""
    first = max(length - ORIGINS_LIMIT, min(length - 3, season + 3), length * 2 // 3)
    return range(min(first, length - 2), length)


def _trials(
    known: Floats, season: int, steps: int, origins: range
) -> tuple[list[_Trial], list[Candidate]]:
    trials, refused = [], []
    for tool in TOOLS:
        if season == 1 and tool.name in ("seasonal_naive", "holt_winters"):
            continue
        need = NEED[tool.name](season)
        if origins[0] < need:
            reason = f"needs {need + len(origins)} periods to be judged, has {len(known)}"
            refused.append(Candidate(tool.name, None, reason))
            continue
        try:
            trials.append(_trial(tool, known, season, steps, origins))
        except (AnalysisError, NotEnoughDataError, np.linalg.LinAlgError) as error:
            refused.append(Candidate(tool.name, None, str(error)))
    return trials, refused


def _trial(tool: _Tool, known: Floats, season: int, steps: int, origins: range) -> _Trial:
    parameters = tool.estimate(known[: origins[0]], season)
    scale = usual_step(known[: origins[0]], season) or usual_step(known, season)
    scaled, misses = [], []
    for origin in origins:
        past, actual = known[:origin], known[origin : origin + steps]
        fit = _within(tool.run(past, season, steps, parameters), past)
        scaled.append(np.abs(actual - fit.at(0.0)[: len(actual)]) / scale)
        if not fit.on_logs or np.all(actual > 0):
            misses.append(fit.standardised(actual))
    together = np.concatenate(misses) if misses else np.zeros(1)
    return _Trial(tool, float(np.concatenate(scaled).mean()), together)


def _final(tool: _Tool, known: Floats, season: int, horizon: int) -> Fit:
    return _within(tool.run(known, season, horizon, tool.estimate(known, season)), known)


def _within(fit: Fit, past: Floats) -> Fit:
    """The fit, or AnalysisError where its forecast ran away."""
    width = float(past.max() - past.min()) or float(np.abs(past).max()) or 1.0
    points, above = fit.at(0.0), fit.at(1.0)
    sane = np.all(np.isfinite(points)) and np.all(np.isfinite(above))
    if (
        not sane
        or points.max() > past.max() + RANGE_LIMIT * width
        or points.min() < past.min() - RANGE_LIMIT * width
        or float((above - points).max()) > SPREAD_LIMIT * width
    ):
        raise AnalysisError("its forecast left the range of the series")
    return fit


def _calibration(misses: Floats, origins: int) -> float:
    """Root mean square of the standardised backtest errors, drawn towards 1 by few origins."""
    square = float(np.mean(misses**2))
    shrunk = (square * origins + 1.0) / (origins + 1.0)
    low, high = CALIBRATION_LIMITS
    return float(min(high, max(low, np.sqrt(shrunk))))


def _forecast(
    known: Floats,
    season: int,
    horizon: int,
    best: _Trial,
    fit: Fit,
    trials: list[_Trial],
    refused: list[Candidate],
    origins: int,
) -> Forecast:
    unsure = np.sqrt(1 + (len(known) - fit.degrees) / fit.degrees)
    factor = _calibration(best.misses, origins) * float(min(unsure, UNSURE_LIMIT))
    reach80 = factor * student_quantile(0.9, fit.degrees)
    apart = max(LEAST_DEGREES, min(fit.degrees, origins / 2))
    reach95 = factor * student_quantile(0.975, apart)
    columns = [fit.at(d) for d in (0.0, -reach80, reach80, -reach95, reach95)]
    floor = 0.0 if known.min() >= 0 else -np.inf
    ceiling = 0.0 if known.max() <= 0 else np.inf
    limit = float(np.abs(known).max()) * 1000
    whole = [np.clip(one, max(floor, -limit), min(ceiling, limit)).round() for one in columns]
    points = tuple(
        ForecastPoint(step, *(int(column[step - 1]) for column in whole))
        for step in range(1, horizon + 1)
    )
    others = sorted((t for t in trials if t is not best), key=lambda trial: trial.mase)
    chosen = Chosen(
        because="lowest_mase" if others else "only_method",
        mase=best.mase,
        beat=others[0].tool.name if others else "",
        beat_mase=others[0].mase if others else None,
        origins=origins,
        steps=min(horizon, STEPS_JUDGED),
    )
    tried = [Candidate(trial.tool.name, trial.mase, "") for trial in (best, *others)]
    return Forecast(
        best.tool.name, season, points, chosen, (*tried, *refused), fit.parameters, factor
    )


def _constant(known: Floats, season: int, horizon: int) -> Forecast:
    value = int(known[0])
    points = tuple(ForecastPoint(step, *(value,) * 5) for step in range(1, horizon + 1))
    chosen = Chosen("all_values_equal", None, "", None, 0, 0)
    return Forecast("constant", season, points, chosen, (), (("level", float(value)),), 1.0)
