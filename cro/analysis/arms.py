"""An experiment's arms: sums over the people of each, and what these say of one person.

A `Sample` is what every comparison reads. Means and variances are those of one person; the
variance of the mean is `variance / units`. `base` is the mean that a relative effect is a part
of: the sample's own, but the unadjusted one where a pre-period has been taken out.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from cro.analysis.refusals import (
    ControlError,
    NegativeVarianceError,
    NoExposureError,
    OneArmError,
    WeightsError,
)
from kernel.statistics.values import AnalysisError, NotEnoughDataError

Kind = Literal["proportion", "mean", "ratio"]
WEIGHT_ERROR = 1e-6
ROUNDING = 1e-9
"""What a sum of squares may lack of its least, as a part of it, through rounding."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the people of an arm. `sum` is of conversions for a proportion.

    Ratios have the sums of their denominator and `cross_product`, that of numerator times
    denominator; `pre_cross_product` is that of the value and the same before the experiment.
    """

    units: int
    sum: float = 0.0
    sum_squares: float | None = None
    denominator_sum: float | None = None
    denominator_sum_squares: float | None = None
    cross_product: float | None = None
    pre_sum: float | None = None
    pre_sum_squares: float | None = None
    pre_cross_product: float | None = None


@dataclass(frozen=True, slots=True)
class Arm:
    """A variant with its share of the traffic and its sums."""

    key: str
    is_control: bool
    weight: float
    totals: Totals


@dataclass(frozen=True, slots=True)
class Sample:
    """Mean and variance of one person's value.

    `base`, `base_variance` and `covariance` are mean and variance of what a relative effect is a
    part of, and the covariance of both; None where that is the value itself.
    """

    units: int
    mean: float
    variance: float
    base: float | None = None
    base_variance: float | None = None
    covariance: float | None = None

    @property
    def squared_error(self) -> float:
        """The variance of the mean."""
        return self.variance / self.units


def checked_arms(arms: Sequence[Arm]) -> tuple[Arm, tuple[Arm, ...]]:
    """The control, and the variants that are held against it, in their order.

    Raises OneArmError, ControlError, WeightsError (a share that is none, or shares that do not
    add up to 1 within a millionth) and NoExposureError where nobody was exposed at all.
    """
    if len(arms) < 2:
        raise OneArmError
    controls = [arm for arm in arms if arm.is_control]
    if len(controls) != 1:
        raise ControlError(len(controls))
    if not all(math.isfinite(arm.weight) and arm.weight > 0 for arm in arms):
        raise WeightsError
    total = math.fsum(arm.weight for arm in arms)
    if abs(total - 1.0) > WEIGHT_ERROR:
        raise WeightsError(total)
    if any(arm.totals.units < 0 for arm in arms):
        raise AnalysisError("exposed people are counted from zero up")
    if not any(arm.totals.units for arm in arms):
        raise NoExposureError
    return controls[0], tuple(arm for arm in arms if not arm.is_control)


def sample_of(kind: Kind, totals: Totals, name: str = "") -> Sample:
    """Mean and variance of one person's value; `name` is the arm's, for refusals.

    A proportion has the variance p (1 - p), a mean that of n - 1, a ratio of two means
    R = M / D the linear one, (var M - 2 R cov + R² var D) / D² (delta method).
    Raises NoExposureError, NotEnoughDataError below two people, NegativeVarianceError, and
    AnalysisError where a sum that the kind needs is missing.
    Source: Deng, Knoblich and Lu (2018), Applying the Delta Method in Metric Analytics, 3.
    """
    n = totals.units
    if n == 0:
        raise NoExposureError(name)
    if n < 2:
        raise NotEnoughDataError("people in a variant", n, 2)
    if kind == "proportion":
        if not 0 <= totals.sum <= n:
            raise AnalysisError(f"{totals.sum:g} of {n} people cannot have converted")
        rate = totals.sum / n
        return Sample(n, rate, rate * (1.0 - rate))
    mean = totals.sum / n
    variance = spread(n, totals.sum, _given(totals.sum_squares, "sum_squares"), "the value")
    if kind == "mean":
        return Sample(n, mean, variance)
    return _ratio(totals, mean, variance)


def spread(n: int, total: float, squares: float, what: str) -> float:
    """The variance (n - 1) of values with this sum and sum of squares.

    Raises NegativeVarianceError where no values have both, rounding aside.
    """
    least = total * total / n
    if squares < least - ROUNDING * max(abs(squares), least):
        raise NegativeVarianceError(what)
    return max(0.0, squares - least) / (n - 1)


def shared(n: int, first: float, second: float, product: float) -> float:
    """The covariance (n - 1) of two values with these sums and sum of products."""
    return (product - first * second / n) / (n - 1)


def _ratio(totals: Totals, mean: float, variance: float) -> Sample:
    n = totals.units
    below = _given(totals.denominator_sum, "denominator_sum")
    squares = _given(totals.denominator_sum_squares, "denominator_sum_squares")
    product = _given(totals.cross_product, "cross_product")
    if below <= 0:
        raise NotEnoughDataError("the sum of the denominator", round(below), 1)
    below_mean, below_variance = below / n, spread(n, below, squares, "the denominator")
    covariance = shared(n, totals.sum, below, product)
    if covariance**2 > variance * below_variance * (1 + 1e-6) + ROUNDING:
        raise NegativeVarianceError("numerator and denominator together")
    ratio = mean / below_mean
    linear = variance - 2.0 * ratio * covariance + ratio**2 * below_variance
    return Sample(n, ratio, max(0.0, linear) / below_mean**2)


def _given(value: float | None, column: str) -> float:
    if value is None or not math.isfinite(value):
        raise AnalysisError(f"the column {column} is missing")
    return value
