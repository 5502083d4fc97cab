"""The effect of a variant on a metric, in the metric's unit or in parts of the control."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cro.analysis.arms import Sample
from cro.analysis.refusals import NoVarianceError, RelativeError
from kernel.statistics.quantiles import (
    normal_quantile,
    student_quantile,
    student_two_sided,
    two_sided_point,
)
from kernel.statistics.values import Interval


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect, the variance of its estimate, and how many people it is of.

    `degrees` are Welch and Satterthwaite's for the difference of the means.
    """

    effect: float
    squared_error: float
    degrees: float
    units: int

    @property
    def standard_error(self) -> float:
        return math.sqrt(self.squared_error)


@dataclass(frozen=True, slots=True)
class Effect:
    """An effect with its interval, standard error and two-sided p-value.

    `always_valid` says that interval and p-value hold on whichever day one looks.
    """

    interval: Interval
    standard_error: float
    p_value: float
    always_valid: bool = False


def estimated(control: Sample, variant: Sample, relative: bool) -> Estimate:
    """The difference of two means, or that as a part of the control's (delta method).

    Raises NoVarianceError where neither arm varies, and RelativeError where the control's mean is
    not above zero by 1.96 standard errors: there Fieller's interval has no end.
    """
    difference = variant.mean - control.mean
    own = variant.squared_error + control.squared_error
    if own <= 0.0:
        raise NoVarianceError
    degrees = own**2 / (
        variant.squared_error**2 / (variant.units - 1)
        + control.squared_error**2 / (control.units - 1)
    )
    units = control.units + variant.units
    if not relative:
        return Estimate(difference, own, degrees, units)
    base = control.mean if control.base is None else control.base
    spread = control.variance if control.base_variance is None else control.base_variance
    along = control.variance if control.covariance is None else control.covariance
    below, across = spread / control.units, along / control.units
    if base <= 0.0 or base <= normal_quantile(0.975) * math.sqrt(below):
        raise RelativeError
    effect = difference / base
    squared = (own + 2.0 * effect * across + effect**2 * below) / base**2
    return Estimate(effect, squared, degrees, units)


def welch_effect(
    control: Sample, variant: Sample, relative: bool = True, level: float = 0.95
) -> Effect:
    """Welch's test and interval for a difference of means, or for the relative lift.

    For proportions, means and ratios alike, by their variances. The lift's variance comes from
    the delta method, its degrees of freedom are those of the difference.
    Raises NoVarianceError and RelativeError.
    Source: Welch (1947), Biometrika 34; Deng, Knoblich and Lu (2018), 3.1.
    """
    found = estimated(control, variant, relative)
    error = found.standard_error
    reach = student_quantile(two_sided_point(level), found.degrees) * error
    return Effect(
        Interval(found.effect, found.effect - reach, found.effect + reach, level),
        error,
        student_two_sided(found.effect / error, found.degrees),
    )
