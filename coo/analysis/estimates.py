"""How long a workflow takes when each step has three estimates: its mean, spread and chances."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from coo.analysis.dag import Dag, ordered
from coo.analysis.schedules import NEAR
from kernel.statistics.values import AnalysisError, NotEnoughDataError


@dataclass(frozen=True, slots=True)
class Estimate:
    """A step's three estimates in hours of working time: at best, most likely, at worst."""

    key: str
    optimistic: float
    likely: float
    pessimistic: float
    after: Sequence[str] = ()

    @property
    def mean(self) -> float:
        """Of the beta distribution that PERT takes for a step."""
        return (self.optimistic + 4 * self.likely + self.pessimistic) / 6

    @property
    def variance(self) -> float:
        """In squared hours; a sixth of the span is one standard deviation."""
        return ((self.pessimistic - self.optimistic) / 6) ** 2


class EstimateError(AnalysisError):
    """A step's estimates are not in order, or below zero."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key}: the estimates must run from zero upwards, best, most likely, worst"
        )
        self.key = key


@dataclass(frozen=True, slots=True)
class Pert:
    """The mean in hours and the variance in squared hours of the chain that decides.

    `path` is that chain. `probability` is the chance to be done within the deadline asked for,
    None without one.
    """

    mean: float
    variance: float
    path: tuple[str, ...]
    probability: float | None

    def chance(self, hours: float) -> float:
        """The probability to be done within so many hours."""
        return _chance(self.mean, self.variance, hours)

    def within(self, chance: float) -> float:
        """The hours within which it is done with this chance, never below zero."""
        if not 0.0 < chance < 1.0:
            raise AnalysisError("a chance lies between 0 and 1")
        if self.variance == 0.0:
            return self.mean
        return max(0.0, NormalDist(self.mean, math.sqrt(self.variance)).inv_cdf(chance))


def pert(steps: Sequence[Estimate], deadline: float | None = None) -> Pert:
    """Mean, variance and chance of the chain with the longest mean.

    Among chains of one length the one with the larger variance counts. The sum of its steps is
    taken for normal; chains beside it that are nearly as long make the true chance smaller.
    Raises EstimateError where a step's estimates are out of order, NotEnoughDataError without a
    step, and what `ordered` raises.
    Source: Malcolm, Roseboom, Clark and Fazar (1959), Operations Research 7, 646-669.
    """
    if not steps:
        raise NotEnoughDataError("steps", 0, 1)
    for step in steps:
        limits = (0.0, step.optimistic, step.likely, step.pessimistic)
        if not all(map(math.isfinite, limits)) or list(limits) != sorted(limits):
            raise EstimateError(step.key)
    graph = ordered(steps)
    by_key = {step.key: step for step in steps}
    ends, came = _passed(graph, by_key)
    longest = max(mean for mean, _ in ends.values())
    last = max(
        (key for key in graph.order if ends[key][0] >= longest - NEAR * longest),
        key=lambda key: ends[key][1],
    )
    mean, variance = ends[last]
    path = [last]
    while (before := came[path[-1]]) is not None:
        path.append(before)
    known = None if deadline is None else _chance(mean, variance, deadline)
    return Pert(mean, variance, tuple(reversed(path)), known)


def _passed(
    graph: Dag, steps: Mapping[str, Estimate]
) -> tuple[dict[str, tuple[float, float]], dict[str, str | None]]:
    """Mean and variance of the chain that decides when each step ends, and its step before."""
    ends: dict[str, tuple[float, float]] = {}
    came: dict[str, str | None] = {}
    for key in graph.order:
        step = steps[key]
        before = None
        for one in step.after:
            if before is None or _later(ends[one], ends[before]):
                before = one
        mean, variance = ends[before] if before is not None else (0.0, 0.0)
        ends[key] = (mean + step.mean, variance + step.variance)
        came[key] = before
    return ends, came


def _later(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether a chain's mean is longer, or as long with more spread."""
    margin = NEAR * max(one[0], other[0])
    if abs(one[0] - other[0]) <= margin:
        return one[1] > other[1]
    return one[0] > other[0]


def _chance(mean: float, variance: float, hours: float) -> float:
    if variance == 0.0:
        return 1.0 if hours >= mean else 0.0
    return NormalDist(mean, math.sqrt(variance)).cdf(hours)
