"""Leaks: stages of a funnel that let fewer people through than they used to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from cmo.analysis.intervals import (
    Numbers,
    design_effect,
    difference_interval,
    rate_interval,
)
from cmo.analysis.rows import FunnelRows, Stage
from cmo.analysis.significance import holm_adjusted, one_proportion_p, two_proportion_p
from kernel.core.windows import Window
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError, Shortfall

DAYS_NEEDED = 7
TRIALS_NEEDED = 100
SHORTEST_PHASE = 7


@dataclass(frozen=True, slots=True)
class StageRates:
    """A stage's advance rate now and in the time it is compared with.

    `difference` is now - before, `lost` how many fewer people advanced in the window `now` than
    the earlier rate would have let through (negative where more did). Against a target, `before`
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


def stage_rates(
    advanced: Numbers,
    entered: Numbers,
    advanced_before: Numbers,
    entered_before: Numbers,
    level: float = 0.95,
) -> StageRates:
    """Compares a stage's daily counts with its own earlier ones.

    Both sides are divided by their design effect first, so that days which differ more than
    chance do not pass for evidence. Raises NotEnoughDataError below 7 days or 100 people on
    either side, or where nobody advanced before.
    Source: Newcombe (1998) and the pooled score test on Rao and Scott's (1992) effective counts.
    """
    x, n, effect = _counts(advanced, entered, "people in the stage now")
    x0, n0, effect0 = _counts(advanced_before, entered_before, "people in the stage before")
    if x0 <= 0:
        raise NotEnoughDataError("people who advanced before", 0, 1)
    args = (x / effect, n / effect, x0 / effect0, n0 / effect0)
    difference = difference_interval(*args, level)
    return StageRates(
        now=rate_interval(advanced, entered, level),
        before=rate_interval(advanced_before, entered_before, level),
        difference=difference,
        lost=difference.times(-n),
        p_value=two_proportion_p(*args),
    )


def stage_against_target(
    advanced: Numbers, entered: Numbers, target: float, level: float = 0.95
) -> StageRates:
    """Compares a stage's daily counts with the target that the workspace set, 0 < target < 1.

    Raises NotEnoughDataError below 7 days or 100 people.
    Source: Wilson's interval and the score test, on effective counts.
    """
    x, n, effect = _counts(advanced, entered, "people in the stage now")
    now = rate_interval(advanced, entered, level)
    difference = Interval(now.estimate - target, now.low - target, now.high - target, level)
    return StageRates(
        now=now,
        before=Interval(target, target, target, level),
        difference=difference,
        lost=difference.times(-n),
        p_value=one_proportion_p(x / effect, n / effect, target),
    )


def leak_start(advanced: Numbers, entered: Numbers) -> int:
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


@dataclass(frozen=True, slots=True)
class Leak:
    """A stage below its own past (or, with no past, below its target), and since when.

    `now` and `before` are the windows of `rates`; `p_value` is corrected for all stages asked
    (Holm) and stems from the fixed windows, not from the dated phases.
    """

    stage: Stage
    against_target: bool
    since: date
    now: Window
    before: Window
    rates: StageRates
    p_value: float


def stage_leaks(
    rows: FunnelRows,
    stages: tuple[Stage, ...],
    now: Window,
    reference_days: int,
    alpha: float = 0.01,
    level: float = 0.95,
) -> tuple[tuple[Leak, ...], tuple[Shortfall, ...]]:
    """The stages that let significantly fewer people through in `now` than before.

    Each stage is tested in the window `now` against the `reference_days` before it, or against
    its target where it has no such past; p-values are corrected over all stages. A leak found is
    then dated, and its rates are those since and before that day. Stages with too few people are
    returned as shortfalls.
    """
    tested: list[tuple[Stage, bool, StageRates]] = []
    shortfalls: list[Shortfall] = []
    for stage in stages:
        own = rows.of_stage(stage.key)
        try:
            tested.append((stage, *_tested(own, stage, now, reference_days, level)))
        except NotEnoughDataError as error:
            shortfalls.append(error.shortfall(stage.key))
    adjusted = holm_adjusted([rates.p_value for _, _, rates in tested])
    leaks = tuple(
        _dated(
            rows.of_stage(stage.key), stage, against_target, rates, p, now, reference_days, level
        )
        for (stage, against_target, rates), p in zip(tested, adjusted, strict=True)
        if p < alpha and rates.difference.high < 0
    )
    return leaks, tuple(shortfalls)


def _tested(
    own: FunnelRows, stage: Stage, now: Window, reference_days: int, level: float
) -> tuple[bool, StageRates]:
    entered, advanced = own.daily(now)
    entered_before, advanced_before = own.daily(now.preceding(reference_days))
    try:
        return False, stage_rates(advanced, entered, advanced_before, entered_before, level)
    except NotEnoughDataError:
        if stage.target_rate is None or not 0.0 < stage.target_rate < 1.0:
            raise
        return True, stage_against_target(advanced, entered, stage.target_rate, level)


def _dated(
    own: FunnelRows,
    stage: Stage,
    against_target: bool,
    rates: StageRates,
    p_value: float,
    now: Window,
    reference_days: int,
    level: float,
) -> Leak:
    before = now.preceding(reference_days)
    if against_target:
        return Leak(stage, True, now.first, now, before, rates, p_value)
    span = Window(before.first, now.last)
    entered, advanced = own.daily(span)
    at = leak_start(advanced, entered)
    since = span.first + timedelta(days=at)
    phases = (advanced[at:], entered[at:], advanced[:at], entered[:at])
    try:
        dated = stage_rates(*phases, level)
    except NotEnoughDataError:
        return Leak(stage, False, now.first, now, before, rates, p_value)
    if dated.difference.high >= 0:
        return Leak(stage, False, now.first, now, before, rates, p_value)
    phase, earlier = Window(since, now.last), Window(span.first, since - timedelta(days=1))
    return Leak(stage, False, since, phase, earlier, dated, p_value)


def _counts(advanced: Numbers, entered: Numbers, what: str) -> tuple[float, float, float]:
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
