"""The regression behind a response curve: every shape on a grid at once, for many histories."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import PCG64, SeedSequence
from numpy.typing import NDArray

from cmo.analysis.carryover import carried_over, geometric_adstock

Floats = NDArray[np.float64]

DAYS_IN_WEEK = 7
MAX_LAG = 6
ALPHAS = (0.0, 0.3, 0.6, 0.85)
SHARES = np.arange(1, 100) / 100.0
YEAR = 365.25
SEASON_WEEKS = 104
BLOCK = 4
SEED = 1867
RIDGE = 1e-9


@dataclass(frozen=True)
class Weeks:
    """Whole weeks, counted back from the last day, that have spend and an outcome.

    `spend` is the mean a day, `logs` the logarithm of the outcome, `terms` the columns that stand
    for trend, season and demand, `shapes` the logarithm of each candidate's saturated spend: by
    week, carry-over and share of the maximum at `mean_spend`.
    """

    spend: Floats
    logs: Floats
    terms: Floats
    shapes: Floats
    mean_spend: float

    @property
    def count(self) -> int:
        return len(self.logs)

    @property
    def widening(self) -> float:
        """What a resampled fit varies too little, for the terms that it used up."""
        return math.sqrt(self.count / max(self.count - self.terms.shape[1] - 1, 1))

    @classmethod
    def of(cls, spend: Floats, outcome: Floats, demand: Floats | None) -> Weeks:
        """From daily series; a week with an unknown day, without spend or outcome, is left out."""
        whole = len(spend) // DAYS_IN_WEEK
        cut = len(spend) - whole * DAYS_IN_WEEK
        x, y = _by_week(spend[cut:]), _by_week(outcome[cut:])
        kept = np.isfinite(x.sum(axis=1) + y.sum(axis=1)) & (x.sum(axis=1) > 0)
        kept &= np.nan_to_num(y.sum(axis=1)) > 0
        brought = None
        if demand is not None:
            brought = _by_week(demand[cut:]).sum(axis=1)
            kept &= np.nan_to_num(brought) > 0
        number = np.arange(whole)[kept]
        weekly = x[kept].mean(axis=1)
        mean = float(weekly.mean()) if len(weekly) else 0.0
        logs = np.log(y[kept].sum(axis=1))
        terms = _terms(number, None if brought is None else np.log(brought[kept]))
        shapes = _shapes(spend, mean, cut, kept) if mean else np.zeros((0, 1, 1))
        return cls(weekly, logs, terms, shapes, mean)

    def own_variation(self) -> float:
        """How much log spend varies beyond the terms: about its relative standard deviation."""
        logs = np.log(self.spend)
        fitted = self.terms @ np.linalg.lstsq(self.terms, logs, rcond=None)[0]
        free = max(self.count - self.terms.shape[1], 1)
        return math.sqrt(float(((logs - fitted) ** 2).sum()) / free)


def best_fits(weeks: Weeks, counts: Floats) -> tuple[Floats, Floats, Floats]:
    """(share of the maximum at mean spend, carry-over, spread of the residuals) of each history.

    `counts` says how often each week counts, a history a row. The share minimises the weighted sum
    of squares over the grid and is refined by the parabola through the best three.
    """
    p, (n, alphas, shares) = weeks.terms.shape[1], weeks.shapes.shape
    flat = weeks.shapes.reshape(n, alphas * shares)
    target = weeks.logs[:, None] - flat
    zz = np.einsum("wi,wj->wij", weeks.terms, weeks.terms).reshape(n, p * p)
    gram = (counts @ zz).reshape(-1, p, p) + RIDGE * np.eye(p)
    cross = (counts @ (weeks.terms[:, :, None] * target[:, None, :]).reshape(n, -1)).reshape(
        -1, p, alphas * shares
    )
    squares = counts @ target**2
    explained = (cross * np.linalg.solve(gram, cross)).sum(axis=1)
    errors = np.maximum(squares - explained, 0.0).reshape(-1, alphas, shares)
    best = errors.reshape(len(errors), -1).argmin(axis=1)
    at_alpha, at_share = np.unravel_index(best, (alphas, shares))
    rows = np.arange(len(errors))
    middle = np.clip(at_share, 1, shares - 2)
    left, mid, right = (errors[rows, at_alpha, middle + step] for step in (-1, 0, 1))
    bend = left - 2 * mid + right
    step = np.where(bend > 0, (left - right) / np.where(bend > 0, 2 * bend, 1.0), 0.0)
    step = np.where(at_share == middle, np.clip(step, -0.5, 0.5), at_share - middle)
    share = SHARES[middle] + step * (SHARES[1] - SHARES[0])
    free = np.maximum(counts.sum(axis=1) - p - 1, 1)
    spread = np.sqrt(errors[rows, at_alpha, at_share] / free)
    return share, np.array(ALPHAS)[at_alpha], spread


def resampled_weeks(count: int, draws: int) -> Floats:
    """How often each of `count` weeks is drawn when stretches of four, end to end, are drawn anew.

    The same on every machine: it takes the raw words of PCG64 only.
    """
    blocks = math.ceil(count / BLOCK)
    words = PCG64(SeedSequence((SEED, count))).random_raw(draws * blocks) >> np.uint64(32)
    starts = (words.astype(np.int64) * count >> 32).reshape(draws, blocks, 1)
    drawn = ((starts + np.arange(BLOCK)) % count).reshape(draws, -1)[:, :count]
    counts = np.zeros((draws, count))
    np.add.at(counts, (np.arange(draws)[:, None], drawn), 1.0)
    return counts


def _by_week(series: Floats) -> Floats:
    return series.reshape(-1, DAYS_IN_WEEK)


def _terms(number: NDArray[np.int64], demand: Floats | None) -> Floats:
    """A level, a trend, two waves a year where two years are known, and demand."""
    span = max(int(number[-1]) if len(number) else 1, 1)
    columns = [np.ones(len(number)), number / span - 0.5]
    if len(number) >= SEASON_WEEKS - 8:
        angle = 2 * np.pi * number * DAYS_IN_WEEK / YEAR
        columns += [wave(k * angle) for k in (1, 2) for wave in (np.sin, np.cos)]
    if demand is not None:
        columns.append(demand - demand.mean())
    return np.stack(columns, axis=1)


def _shapes(spend: Floats, mean: float, cut: int, kept: NDArray[np.bool_]) -> Floats:
    known = np.where(np.isfinite(spend), spend, mean)
    known = np.concatenate([np.full(MAX_LAG, known[:DAYS_IN_WEEK].mean()), known])
    halves = mean * (1.0 / SHARES - 1.0)
    shapes = np.empty((int(kept.sum()), len(ALPHAS), len(SHARES)))
    for number, alpha in enumerate(ALPHAS):
        effective = carried_over(known, geometric_adstock(alpha, MAX_LAG))[MAX_LAG + cut :]
        weekly = _by_week(effective)[kept]
        reached = weekly[:, :, None] / (weekly[:, :, None] + halves)
        shapes[:, number, :] = np.log(reached.mean(axis=1))
    return shapes
