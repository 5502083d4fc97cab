"""What a test is worth before it is run: what it may find, against the traffic that it takes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kernel.statistics.proportions import wilson_interval
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

ROOT = math.sqrt(2.0 * math.pi)
TESTS_NEEDED = 4
USUAL_SPREAD = 0.05
LEAST_SPREAD = 0.01


@dataclass(frozen=True, slots=True)
class Prior:
    """What the true relative effects of tests are like: their mean and spread.

    `tests` counts those behind it; 0 where it was only assumed.
    """

    mean: float
    spread: float
    tests: int


@dataclass(frozen=True, slots=True)
class Known:
    """A finished test: its relative effect and the standard error of that."""

    effect: float
    standard_error: float


def effect_prior(past: Sequence[Known], smallest: float = USUAL_SPREAD) -> Prior:
    """What the next test's true effect may be, from the workspace's own finished tests.

    The mean and the spread between tests of a random-effects model; a spread below one of a
    hundred is taken as that, since no programme's tests are all alike. With fewer than four
    tests: no effect on average, and a spread of the smallest effect worth looking for.
    Source: DerSimonian and Laird (1986), Controlled Clinical Trials 7, 177-188.
    """
    if smallest <= 0:
        raise AnalysisError("the smallest effect is above zero")
    if any(one.standard_error <= 0 for one in past):
        raise AnalysisError("a standard error is above zero")
    if len(past) < TESTS_NEEDED:
        return Prior(0.0, smallest, 0)
    weights = [1.0 / one.standard_error**2 for one in past]
    total = sum(weights)
    fixed = sum(w * one.effect for w, one in zip(weights, past, strict=True)) / total
    q = sum(w * (one.effect - fixed) ** 2 for w, one in zip(weights, past, strict=True))
    scale = total - sum(w * w for w in weights) / total
    between = max(0.0, (q - (len(past) - 1)) / scale)
    spread = max(LEAST_SPREAD, math.sqrt(between))
    again = [1.0 / (one.standard_error**2 + spread**2) for one in past]
    mean = sum(w * one.effect for w, one in zip(again, past, strict=True)) / sum(again)
    return Prior(mean, spread, len(past))


@dataclass(frozen=True, slots=True)
class Worth:
    """What a test is expected to bring, in outcomes (orders) a year, and for each week it takes.

    `gain` is the relative gain that is expected of deciding after the test instead of now,
    `weeks` how long its traffic is taken.
    """

    gain: float
    outcomes_a_year: float
    weeks: int
    outcomes_a_week_of_test: float


def expected_value_of_test(
    prior: Prior, standard_error: float, outcomes_a_year: float, weeks: int
) -> Worth:
    """The expected value of the test's information, spread over the weeks that it takes.

    With a normal prior N(m, s^2) of the relative effect and a test whose relative standard error
    is e, the mean after the test is N(m, v^2) with v^2 = s^4 / (s^2 + e^2). Shipping where it is
    above zero brings m Phi(m / v) + v phi(m / v) instead of max(0, m). Times the outcomes of a
    year at the step, divided by the weeks.
    Source: Raiffa and Schlaifer (1961), Applied Statistical Decision Theory, 5.
    """
    from scipy.special import ndtr

    if standard_error <= 0 or outcomes_a_year < 0 or weeks < 1:
        raise AnalysisError("an error above zero, outcomes of zero or more, and a week at least")
    spread = prior.spread**2 / math.hypot(prior.spread, standard_error)
    ratio = prior.mean / spread
    density = math.exp(-(ratio**2) / 2.0) / ROOT
    after = prior.mean * float(ndtr(ratio)) + spread * density
    gain = max(0.0, after - max(0.0, prior.mean))
    a_year = gain * outcomes_a_year
    return Worth(gain, a_year, weeks, a_year / weeks)


def win_rate(won: int, decided: int, level: float = 0.95) -> Interval:
    """Which part of the decided tests was shipped.

    Raises NotEnoughDataError without a decided test.
    Source: Wilson's interval (`kernel.statistics.wilson_interval`).
    """
    if decided < 1:
        raise NotEnoughDataError("decided tests", decided, 1)
    return wilson_interval(won, decided, level)
