"""Taking out what people were like before the experiment (CUPED)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cro.analysis.arms import Arm, Kind, Sample, sample_of, shared, spread
from cro.analysis.refusals import NoVarianceError, PrePeriodError
from kernel.statistics.values import AnalysisError


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A sample an arm, in their order, with the value before taken out.

    `theta` is how much of the value before is taken out, `removed` the part of the variance
    that goes with it.
    """

    samples: tuple[Sample, ...]
    theta: float
    removed: float


@dataclass(frozen=True, slots=True)
class _Before:
    mean: float
    variance: float
    covariance: float


def cuped(kind: Kind, arms: Sequence[Arm]) -> Adjusted:
    """Means and variances of y - theta (x - mean x), x being the value before.

    Theta is the slope within the arms, pooled, so that an effect does not leak into it. The
    relative effect stays a part of the unadjusted control, with its covariance.
    Raises PrePeriodError where one arm lacks the sums, NoVarianceError where everybody was alike
    before, AnalysisError for ratios (a slope of numerator and denominator needs more sums).
    Source: Deng, Xu, Kohavi and Walker (2013), Improving the Sensitivity of Online Controlled
    Experiments by Utilizing Pre-Experiment Data, 3.
    """
    if kind == "ratio":
        raise AnalysisError("a ratio’s pre-period cannot be taken out of its sums")
    samples = [sample_of(kind, arm.totals, arm.key) for arm in arms]
    before = [_before(arm) for arm in arms]
    free = [sample.units - 1 for sample in samples]
    varied = math.fsum(n * one.variance for n, one in zip(free, before, strict=True))
    if varied <= 0.0:
        raise NoVarianceError
    theta = math.fsum(n * one.covariance for n, one in zip(free, before, strict=True)) / varied
    units = sum(sample.units for sample in samples)
    centre = sum(s.units * b.mean for s, b in zip(samples, before, strict=True)) / units
    adjusted = tuple(
        _adjusted(sample, one, theta, centre) for sample, one in zip(samples, before, strict=True)
    )
    plain = math.fsum(n * one.variance for n, one in zip(free, samples, strict=True))
    left = math.fsum(n * one.variance for n, one in zip(free, adjusted, strict=True))
    return Adjusted(adjusted, theta, max(0.0, 1.0 - left / plain) if plain > 0 else 0.0)


def before_sample(arm: Arm) -> Sample:
    """What an arm's people were like before: a sample to hold against the other's.

    Raises PrePeriodError where the arm lacks the sums.
    """
    one = _before(arm)
    return Sample(arm.totals.units, one.mean, one.variance)


def has_before(arms: Sequence[Arm]) -> bool:
    """Whether any arm has sums of the time before."""
    return any(arm.totals.pre_sum is not None for arm in arms)


def _before(arm: Arm) -> _Before:
    total, squares = arm.totals.pre_sum, arm.totals.pre_sum_squares
    product = arm.totals.pre_cross_product
    if total is None or squares is None or product is None:
        raise PrePeriodError(arm.key)
    n = arm.totals.units
    variance = spread(n, total, squares, f"the time before of {arm.key}")
    return _Before(total / n, variance, shared(n, arm.totals.sum, total, product))


def _adjusted(sample: Sample, before: _Before, theta: float, centre: float) -> Sample:
    variance = sample.variance + theta**2 * before.variance - 2.0 * theta * before.covariance
    return Sample(
        sample.units,
        sample.mean - theta * (before.mean - centre),
        max(0.0, variance),
        base=sample.mean,
        base_variance=sample.variance,
        covariance=sample.variance - theta * before.covariance,
    )
