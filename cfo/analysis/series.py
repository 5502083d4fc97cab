"""A regular series to forecast: one whole number a period, none missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cfo.analysis.values import GapsError, StoppedSeriesError
from kernel.statistics.values import AnalysisError, NotEnoughDataError

Floats = NDArray[np.float64]
PERIODS_NEEDED = 8
HORIZON_LIMIT = 36
VALUE_LIMIT = 10**17


@dataclass(frozen=True, slots=True)
class Fit:
    """A method's answer: expected values and the standard deviation of their errors, by step.

    With `on_logs` both are of the logarithm. `parameters` are named; `degrees` are the residuals'
    degrees of freedom.
    """

    points: Floats
    spread: Floats
    parameters: tuple[tuple[str, float], ...]
    degrees: int
    on_logs: bool = False

    def at(self, deviation: float) -> Floats:
        """The values so many standard deviations above the expected ones, in the series' unit."""
        values: Floats = self.points + deviation * self.spread
        with np.errstate(over="ignore"):
            return np.exp(values) if self.on_logs else values

    def standardised(self, actual: Floats) -> Floats:
        """How many standard deviations the actual values were off; 0 where nothing is unsure."""
        known = np.log(actual) if self.on_logs else actual
        off = known - self.points[: len(actual)]
        spread = self.spread[: len(actual)]
        return np.divide(off, spread, out=np.zeros_like(off), where=spread > 0)


def checked_series(values: Sequence[int | None], season: int) -> Floats:
    """The values as floats, after everything that makes a forecast dishonest was refused.

    Raises NotEnoughDataError below 8 periods, GapsError where one has no value,
    StoppedSeriesError where a series has been zero for a whole season (at least 3 periods, 12 of
    months) after it had moved, AnalysisError for numbers that are no amounts.
    """
    if season < 1:
        raise AnalysisError("a season has at least one period")
    gaps = tuple(at for at, value in enumerate(values) if value is None)
    if gaps:
        raise GapsError(gaps)
    if len(values) < PERIODS_NEEDED:
        raise NotEnoughDataError("periods of history", len(values), PERIODS_NEEDED)
    if any(type(v) is not int or abs(v) >= VALUE_LIMIT for v in values):
        raise AnalysisError("a series holds whole numbers below 10**17")
    known = np.array([v for v in values if v is not None], dtype=np.float64)
    moved = np.flatnonzero(known)
    still = len(known) - 1 - int(moved[-1]) if moved.size else 0
    if still >= max(3, season):
        raise StoppedSeriesError(still)
    return known


def usual_step(values: Sequence[float] | Floats, season: int) -> float:
    """Mean absolute change over a season (over one period where there is less than two of them).

    The scale of MASE. Where it is zero the changes from period to period serve, and where these
    are zero too the series is constant and 0.0 is returned.
    Source: Hyndman and Koehler (2006), International Journal of Forecasting 22, 679-688.
    """
    known = np.asarray(values, dtype=np.float64)
    for lag in (season, 1):
        if len(known) > lag:
            step = float(np.mean(np.abs(known[lag:] - known[:-lag])))
            if step > 0.0:
                return step
    return 0.0
