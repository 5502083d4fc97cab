"""A chart of individual values and moving ranges, and the signals that chance does not explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kernel.statistics.values import AnalysisError, NotEnoughDataError

Floats = NDArray[np.float64]
Side = Literal["above", "below"]
VALUES_NEEDED = 8
D2, D4 = 1.128, 3.267
"""Of ranges of two: the mean over sigma, and the upper limit over the mean."""


@dataclass(frozen=True, slots=True)
class Signal:
    """What chance seldom does. `rule` is 1 to 4 of Western Electric, `first` and `last` its values.

    1: one value beyond three sigma. 2: two of three beyond two sigma, on one side. 3: four of
    five beyond one sigma, on one side. 4: eight in a row on one side of the mean.
    """

    rule: int
    first: int
    last: int
    side: Side


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Mean and limits of the values, mean and upper limit of the moving ranges, and signals.

    All in the values' own unit; `sigma` is the mean moving range over 1.128. `unusual_ranges`
    are the values (their indices) whose step from the one before is beyond the ranges' limit.
    """

    mean: float
    sigma: float
    lower: float
    upper: float
    mean_range: float
    range_upper: float
    unusual_ranges: tuple[int, ...]
    signals: tuple[Signal, ...]


def control_chart(values: Sequence[float]) -> ControlChart:
    """The I-MR chart of values in order of time, with the four Western Electric rules.

    Of values that overlap in one run of a rule, one signal is made: from the first value of the
    run to its last. Raises NotEnoughDataError below 8 values.
    Source: NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2 and 6.3.2.2; Western Electric
    (1956), Statistical Quality Control Handbook.
    """
    known = np.asarray(values, dtype=np.float64)
    if not np.all(np.isfinite(known)):
        raise AnalysisError("a control chart takes finite values")
    if len(known) < VALUES_NEEDED:
        raise NotEnoughDataError("values", len(known), VALUES_NEEDED)
    ranges = np.abs(np.diff(known))
    mean, mean_range = float(known.mean()), float(ranges.mean())
    sigma, limit = mean_range / D2, D4 * mean_range
    odd = np.flatnonzero(ranges > limit) + 1
    return ControlChart(
        mean=mean,
        sigma=sigma,
        lower=mean - 3 * sigma,
        upper=mean + 3 * sigma,
        mean_range=mean_range,
        range_upper=limit,
        unusual_ranges=tuple(odd.tolist()),
        signals=_signals((known - mean) / sigma) if sigma > 0 else (),
    )


RULES: tuple[tuple[int, float, int, int], ...] = ((1, 3, 1, 1), (2, 2, 2, 3), (3, 1, 4, 5))
"""Rule, sigmas, how many, out of how many."""
RUN = 8


def _signals(z: Floats) -> tuple[Signal, ...]:
    """Signals by the value at which they end; `z` are distances from the mean in sigmas."""
    found: list[Signal] = []
    sides: tuple[tuple[Side, Floats], ...] = (("above", z), ("below", -z))
    for side, away in sides:
        for rule, limit, needed, window in RULES:
            found += _stretches(rule, away > limit, needed, window, side)
        found += _stretches(4, away > 0, RUN, RUN, side)
    return tuple(sorted(found, key=lambda one: (one.last, one.rule, one.first, one.side)))


def _stretches(
    rule: int, beyond: NDArray[np.bool_], needed: int, window: int, side: Side
) -> list[Signal]:
    """Runs of windows with enough values beyond the limit, each from its first such to its last."""
    signals: list[Signal] = []
    counts = np.convolve(beyond.astype(np.int64), np.ones(window, dtype=np.int64))[: len(beyond)]
    for last in np.flatnonzero((counts >= needed) & beyond).tolist():
        inside = beyond[max(0, last - window + 1) : last + 1]
        first = max(0, last - window + 1) + int(np.argmax(inside))
        if signals and first <= signals[-1].last:
            signals[-1] = Signal(rule, signals[-1].first, last, side)
        else:
            signals.append(Signal(rule, first, last, side))
    return signals
