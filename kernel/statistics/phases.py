"""A rate before and now, and the day on which one became the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kernel.statistics.proportions import (
    Numbers,
    design_effect,
    difference_interval,
    rate_interval,
)
from kernel.statistics.significance import two_proportion_p
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

DAYS_NEEDED = 7
TRIALS_NEEDED = 100
SHORTEST_PHASE = 7


@dataclass(frozen=True, slots=True)
class RateChange:
    """A rate now and in the time it is compared with.

    `difference` is now - before, `lost` how many fewer went on now than the earlier rate would
    have let through (negative where more did). Against a target, `before`
    is the target itself with no width. `p_value` is uncorrected.
    """

    now: Interval
    before: Interval
    difference: Interval
    lost: Interval
    p_value: float

    @property
    def relative(self) -> Interval:
        """The difference as a share of the earlier rate."""
        return self.difference.times(1.0 / self.before.estimate)


def rate_change(
    advanced: Numbers,
    entered: Numbers,
    advanced_before: Numbers,
    entered_before: Numbers,
    level: float = 0.95,
) -> RateChange:
    """Compares daily counts with earlier ones of the same people's way.

    Both sides are divided by their design effect first, so that days which differ more than
    chance do not pass for evidence. Raises NotEnoughDataError below 7 days or 100 people on
    either side, or where nobody advanced before.
    Source: Newcombe (1998) and the pooled score test on Rao and Scott's (1992) effective counts.
    """
    x, n, effect = effective_counts(advanced, entered, "people now")
    x0, n0, effect0 = effective_counts(advanced_before, entered_before, "people before")
    if x0 <= 0:
        raise NotEnoughDataError("people who advanced before", 0, 1)
    args = (x / effect, n / effect, x0 / effect0, n0 / effect0)
    difference = difference_interval(*args, level)
    return RateChange(
        now=rate_interval(advanced, entered, level),
        before=rate_interval(advanced_before, entered_before, level),
        difference=difference,
        lost=difference.times(-n),
        p_value=two_proportion_p(*args),
    )


def change_start(advanced: Numbers, entered: Numbers) -> int:
    """Index of the first day of the second phase: where one binomial rate best becomes two.

    The split with the largest likelihood, each phase at least 7 days with people in it. It says
    when, not whether: ask it only after a test has shown a change.
    Raises NotEnoughDataError below 14 such days.
    Source: the maximum likelihood change point of Hinkley and Hinkley (1970), Biometrika 57.
    """
    x, n = np.asarray(advanced, dtype=np.float64), np.asarray(entered, dtype=np.float64)
    if x.shape != n.shape or np.any(x > n) or np.any(x < 0):
        raise AnalysisError("0 <= advanced <= entered a day")
    used = np.flatnonzero(n > 0)
    if len(used) < 2 * SHORTEST_PHASE:
        raise NotEnoughDataError("days with people", len(used), 2 * SHORTEST_PHASE)
    splits = np.arange(SHORTEST_PHASE, len(used) - SHORTEST_PHASE + 1)
    x_sum, n_sum = np.cumsum(x[used]), np.cumsum(n[used])
    left_x, left_n = x_sum[splits - 1], n_sum[splits - 1]
    likelihood = _log_likelihood(left_x, left_n) + _log_likelihood(
        x_sum[-1] - left_x, n_sum[-1] - left_n
    )
    return int(used[splits[int(np.argmax(likelihood))]])


def dated_drop(
    advanced: Numbers, entered: Numbers, level: float = 0.95
) -> tuple[int, RateChange] | None:
    """The day (its index) on which a rate fell, and the rates since and before it.

    None where either phase is too short to say, or the rate did not clearly fall. It says when,
    not whether, as `change_start` does.
    """
    at = change_start(advanced, entered)
    try:
        rates = rate_change(advanced[at:], entered[at:], advanced[:at], entered[:at], level)
    except NotEnoughDataError:
        return None
    return (at, rates) if rates.difference.high < 0 else None


def effective_counts(advanced: Numbers, entered: Numbers, what: str) -> tuple[float, float, float]:
    """(advanced, entered, design effect) of daily counts.

    Raises NotEnoughDataError below 7 days with `what` or 100 of them.
    """
    effect = design_effect(advanced, entered)
    n = np.asarray(entered, dtype=np.float64)
    days, people = int((n > 0).sum()), float(n.sum())
    if days < DAYS_NEEDED:
        raise NotEnoughDataError(f"days with {what}", days, DAYS_NEEDED)
    if people < TRIALS_NEEDED:
        raise NotEnoughDataError(what, int(people), TRIALS_NEEDED)
    return float(np.asarray(advanced, dtype=np.float64).sum()), people, effect


def _log_likelihood(x: NDArray[np.float64], n: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import xlogy

    result: NDArray[np.float64] = xlogy(x, x / n) + xlogy(n - x, (n - x) / n)
    return result
