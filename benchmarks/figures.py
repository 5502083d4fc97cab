"""Medians, and ratios of medians with the interval that a bootstrap gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.turns import Times

RESAMPLES = 2000
LEVEL = 0.95
SEED = 7


@dataclass(frozen=True)
class Estimate:
    """A figure between its bounds."""

    value: float
    low: float
    high: float


def median(times: Times) -> Estimate:
    """The median in milliseconds; whole turns are drawn anew, since neighbours are alike."""
    return _estimate(float(np.median(times)), _medians(times, _drawn(times)))


def ratio(ours: Times, theirs: Times) -> Estimate:
    """The ratio of the medians; lanes with as many turns are drawn together, turn by turn."""
    drawn = _drawn(ours)
    same = len(ours) == len(theirs)
    above = _medians(ours, drawn)
    below = _medians(theirs, drawn if same else _drawn(theirs))
    return _estimate(float(np.median(ours) / np.median(theirs)), above / below)


def _drawn(times: Times) -> NDArray[np.int64]:
    """Turns drawn with replacement: (RESAMPLES, turns) of their numbers."""
    return np.random.default_rng(SEED).integers(0, len(times), (RESAMPLES, len(times)))


def _medians(times: Times, drawn: NDArray[np.int64]) -> Times:
    medians: Times = np.median(times[drawn].reshape(RESAMPLES, -1), axis=1)
    return medians


def _estimate(value: float, drawn: Times) -> Estimate:
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(drawn, (tail, 1 - tail))
    return Estimate(value, float(low), float(high))
