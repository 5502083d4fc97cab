"""Leaks: stages of a funnel that let fewer people through than they used to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cmo.analysis.rows import FunnelRows, Stage
from kernel.core.windows import Window
from kernel.statistics.phases import RateChange, dated_drop, effective_counts, rate_change
from kernel.statistics.proportions import Numbers, rate_interval
from kernel.statistics.significance import holm_adjusted, one_proportion_p
from kernel.statistics.values import Interval, NotEnoughDataError, Shortfall


def stage_against_target(
    advanced: Numbers, entered: Numbers, target: float, level: float = 0.95
) -> RateChange:
    """Compares a stage's daily counts with the target that the workspace set, 0 < target < 1.

    Raises NotEnoughDataError below 7 days or 100 people.
    Source: Wilson's interval and the score test, on effective counts.
    """
    x, n, effect = effective_counts(advanced, entered, "people now")
    now = rate_interval(advanced, entered, level)
    difference = Interval(now.estimate - target, now.low - target, now.high - target, level)
    return RateChange(
        now=now,
        before=Interval(target, target, target, level),
        difference=difference,
        lost=difference.times(-n),
        p_value=one_proportion_p(x / effect, n / effect, target),
    )


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
    rates: RateChange
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
    tested: list[tuple[Stage, bool, RateChange]] = []
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
) -> tuple[bool, RateChange]:
    entered, advanced = own.daily(now)
    entered_before, advanced_before = own.daily(now.preceding(reference_days))
    try:
        return False, rate_change(advanced, entered, advanced_before, entered_before, level)
    except NotEnoughDataError:
        if stage.target_rate is None or not 0.0 < stage.target_rate < 1.0:
            raise
        return True, stage_against_target(advanced, entered, stage.target_rate, level)


def _dated(
    own: FunnelRows,
    stage: Stage,
    against_target: bool,
    rates: RateChange,
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
    found = dated_drop(advanced, entered, level)
    if found is None:
        return Leak(stage, False, now.first, now, before, rates, p_value)
    at, dated = found
    since = span.first + timedelta(days=at)
    phase, earlier = Window(since, now.last), Window(span.first, since - timedelta(days=1))
    return Leak(stage, False, since, phase, earlier, dated, p_value)
