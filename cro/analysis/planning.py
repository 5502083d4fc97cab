"""How many people a test takes, what it can show, and how long that lasts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from cro.analysis.arms import WEIGHT_ERROR, Kind
from cro.analysis.refusals import NoVarianceError, OneArmError, RelativeError, WeightsError
from cro.analysis.sequential import boundary
from kernel.statistics.quantiles import normal_quantile
from kernel.statistics.values import AnalysisError, NotEnoughDataError

Method = Literal["fixed", "sequential", "bayesian"]
LARGEST = 100.0
STEPS = 200


@dataclass(frozen=True, slots=True)
class Design:
    """A test that is planned: one person's mean and variance today, and the rules.

    `shares` of the traffic, the control's first, add up to 1. `variance` is left out for a
    proportion. `chance` is the chance to win from which a Bayesian test ships. `relative` plans
    for the test of the relative lift, whose error grows with it; else for that of the difference.
    """

    kind: Kind
    mean: float
    variance: float | None = None
    shares: tuple[float, ...] = (0.5, 0.5)
    alpha: float = 0.05
    power: float = 0.8
    method: Method = "fixed"
    chance: float = 0.95
    relative: bool = True


@dataclass(frozen=True, slots=True)
class Size:
    """People of all arms, rounded up, and those of the control and the smallest other, not.

    `critical` is how many standard errors an effect has to reach.
    """

    people: int
    control: float
    variant: float
    critical: float


def sample_size(design: Design, effect: float) -> Size:
    """People until a true relative `effect` is found with the design's power.

    Two-sided at alpha over the number of variants; a Bayesian test at its chance to win. A
    sequential test is sized so that its last look alone has the power: with earlier looks it
    has more. Raises AnalysisError for an effect of zero or one that a proportion cannot have,
    OneArmError, WeightsError, NoVarianceError and RelativeError.
    Source: R, power.prop.test (relative=False, proportions); else `power_of` solved for people.
    """
    _checked(design, effect)
    low, high = 0.0, 2.0
    while power_of(design, effect, high) < design.power:
        low, high = high, 2.0 * high
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        enough = power_of(design, effect, middle) >= design.power
        low, high = (low, middle) if enough else (middle, high)
    control, variant = high * design.shares[0], high * min(design.shares[1:])
    return Size(math.ceil(high - 1e-6), control, variant, critical_value(design))


def power_of(design: Design, effect: float, people: float) -> float:
    """The chance to find a true relative `effect` with so many people in all arms.

    Of the variant with the smallest share; the far side of a two-sided test is left out. The
    effect is found where difference - critical x its error is above zero. Both are linearised
    together around the truth, as the error of a lift grows with the lift that is measured.
    Source: the delta method on that difference; R, power.prop.test for relative=False.
    """
    from scipy.special import ndtr

    _checked(design, effect)
    limit, spread = _limit_and_spread(design, effect, people)
    beyond = abs(effect * design.mean) * math.sqrt(people) - limit
    return float(ndtr(beyond / spread))


def smallest_effect(design: Design, people: float, falls: bool = False) -> float:
    """The smallest true relative effect that so many people show with the design's power.

    Negative where `falls`: for a metric that is better down. Raises NotEnoughDataError where not
    even the largest possible effect would be seen (a proportion cannot pass 1, nor fall below 0).
    """
    if people <= 0:
        raise NotEnoughDataError("people", 0, 1)
    sign = -1.0 if falls else 1.0
    most = LARGEST if not falls else 1.0 - 1e-9
    if design.kind == "proportion" and not falls:
        most = min(most, (1.0 - 1e-9) / design.mean - 1.0)
    _checked(design, sign * most)

    def seen(effect: float) -> bool:
        return power_of(design, sign * effect, people) >= design.power

    if not seen(most):
        need = sample_size(design, sign * most).people
        raise NotEnoughDataError("people", int(people), need)
    low, high = 0.0, most
    for _ in range(STEPS):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        low, high = (low, middle) if middle > 0 and seen(middle) else (middle, high)
    return sign * high


def weeks_needed(people: float, people_a_week: float) -> int:
    """Whole weeks until so many people have come, one at least.

    Whole, so that each day of the week counts alike. Raises NotEnoughDataError without traffic.
    """
    if people_a_week <= 0:
        raise NotEnoughDataError("people a week", 0, 1)
    return max(1, math.ceil(people / people_a_week - 1e-9))


def critical_value(design: Design) -> float:
    """How many standard errors an effect has to reach to be held for one."""
    alpha = design.alpha / (len(design.shares) - 1)
    if design.method == "sequential":
        return boundary(alpha, 1.0, 1.0)
    if design.method == "bayesian":
        return normal_quantile(design.chance)
    return normal_quantile(1.0 - alpha / 2.0)


def _limit_and_spread(design: Design, effect: float, people: float) -> tuple[float, float]:
    """Of the difference times the root of the people: the test's limit, and what it varies by."""
    critical, share = critical_value(design), min(design.shares[1:])
    control, mean, other = design.shares[0], design.mean, design.mean * (1.0 + effect)
    own, own_slope = _variance(design, mean)
    its, its_slope = _variance(design, other)
    if not design.relative:
        spread = math.sqrt(its / share + own / control)
        if design.kind != "proportion":
            return critical * spread, spread
        pooled = (control * mean + share * other) / (control + share)
        null = math.sqrt(pooled * (1.0 - pooled) * (1.0 / share + 1.0 / control))
        return critical * null, spread
    lift = 1.0 + effect
    error = math.sqrt(its / share + lift**2 * own / control)
    by_mean = (own_slope - 2.0 * own / mean) * lift**2 / control / (2.0 * error)
    by_other = (its_slope / share + 2.0 * own * lift / mean / control) / (2.0 * error)
    part = math.copysign(critical / math.sqrt(people), effect)
    spread = math.sqrt(
        (1.0 + part * by_mean) ** 2 * own / control + (1.0 - part * by_other) ** 2 * its / share
    )
    return critical * error, spread


def _variance(design: Design, mean: float) -> tuple[float, float]:
    """One person's variance at this mean, and how it changes with the mean."""
    if design.kind == "proportion":
        return mean * (1.0 - mean), 1.0 - 2.0 * mean
    return float(design.variance or 0.0), 0.0


def _checked(design: Design, effect: float) -> None:
    if len(design.shares) < 2:
        raise OneArmError
    if any(share <= 0 for share in design.shares):
        raise WeightsError
    if abs(math.fsum(design.shares) - 1.0) > WEIGHT_ERROR:
        raise WeightsError(math.fsum(design.shares))
    if not 0.0 < design.alpha < 0.5 or not 0.0 < design.power < 1.0:
        raise AnalysisError("alpha lies between 0 and 0.5, power between 0 and 1")
    if not 0.5 < design.chance < 1.0:
        raise AnalysisError("a chance to win lies between 0.5 and 1")
    if not math.isfinite(effect) or effect == 0.0 or effect < -1.0:
        raise AnalysisError("an effect is above or below zero, and no loss of more than all")
    if design.mean <= 0.0:
        raise RelativeError
    if design.kind == "proportion":
        if not 0.0 < design.mean < 1.0 or not 0.0 < design.mean * (1.0 + effect) < 1.0:
            raise AnalysisError("a proportion stays between 0 and 1, also with the effect")
    elif not design.variance or design.variance <= 0.0:
        raise NoVarianceError
