"""What is believed of an effect after the data, with nothing believed before."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cro.analysis.arms import Sample
from cro.analysis.effects import estimated
from kernel.statistics.quantiles import normal_quantile, two_sided_point
from kernel.statistics.values import Interval

ROOT = math.sqrt(2.0 * math.pi)


@dataclass(frozen=True, slots=True)
class Belief:
    """The posterior effect with its credible interval.

    `chance` is that of an effect above zero. `risk` is what the variant is expected to lose
    where it is worse, weighed with how likely that is, in the effect's own unit;
    `risk_of_control` the same for staying.
    """

    interval: Interval
    standard_error: float
    chance: float
    risk: float
    risk_of_control: float


def bayesian_effect(
    control: Sample, variant: Sample, relative: bool = True, level: float = 0.95
) -> Belief:
    """The normal posterior of the effect under a flat prior.

    Risk: E[max(0, -effect)] = s phi(m / s) - m Phi(-m / s). Raises NoVarianceError and
    RelativeError.
    Source: Stucchio (2015), Bayesian A/B Testing at VWO, 4; GrowthBook, Statistics: Bayesian.
    """
    from scipy.special import ndtr

    found = estimated(control, variant, relative)
    mean, error = found.effect, found.standard_error
    z = mean / error
    wide = normal_quantile(two_sided_point(level)) * error
    height = error * math.exp(-z * z / 2.0) / ROOT
    risk = max(0.0, height - mean * float(ndtr(-z)))
    return Belief(
        Interval(mean, mean - wide, mean + wide, level),
        error,
        float(ndtr(z)),
        risk,
        max(0.0, risk + mean),
    )
