"""Each metric of each variant beside the control's: effects, corrected, and a verdict on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cro.analysis.arms import Arm, Kind, Sample, checked_arms, sample_of
from cro.analysis.bayes import Belief, bayesian_effect
from cro.analysis.corrections import benjamini_hochberg
from cro.analysis.cuped import cuped, has_before
from cro.analysis.effects import Effect, welch_effect
from cro.analysis.guardrails import Better, noninferiority
from cro.analysis.planning import Method
from cro.analysis.refusals import NoVarianceError, PrePeriodError, RelativeError
from cro.analysis.sequential import PLANNED, always_valid_effect
from kernel.statistics.significance import holm_adjusted
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

Role = Literal["primary", "guardrail", "secondary"]
Basis = Literal["planned", "anytime", "early"]
Verdict = Literal["improved", "worse", "flat", "holds", "broken", "unclear", "unknown"]
BASE_EVENTS = 20
"""Nothing is said in percent of fewer events than this."""
LEAST_EVENTS = 5
LEAST_PEOPLE = 30


@dataclass(frozen=True, slots=True)
class Watched:
    """A metric of an experiment; `margin` is the relative loss accepted of a guardrail."""

    name: str
    kind: Kind
    better: Better
    role: Role
    margin: float = 0.0

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return 1 if self.better == "up" else -1


@dataclass(frozen=True, slots=True)
class Rules:
    """What the plan fixed before the start. `planned` counts all arms' people.

    `chance_to_ship` and `risk_limit` (relative) are the Bayesian rule's.
    """

    method: Method
    alpha: float
    planned: int | None = None
    chance_to_ship: float = 0.95
    risk_limit: float = 0.0025


@dataclass(frozen=True, slots=True)
class Comparison:
    """A metric of a variant beside the control's. Means are as they were counted.

    `relative` and `absolute` have the same level and validity; the relative one is lacking where
    the control is not clearly above zero. `p_value` is corrected: over arms (Holm) for the
    primary metric, over secondary metrics and arms (Benjamini and Hochberg) for these. `belief` is
    of the same effect, and decides where the plan is Bayesian. `removed` is the part of the
    variance that went with the value before, and `plain` the effect as it is with that left in;
    `unadjusted` says why none went though there is a value before. `refusal` says why there is no
    effect at all.
    """

    metric: Watched
    arm: str
    control_mean: float | None = None
    variant_mean: float | None = None
    relative: Effect | None = None
    absolute: Effect | None = None
    belief: Belief | None = None
    p_value: float | None = None
    verdict: Verdict = "unknown"
    removed: float | None = None
    plain: Effect | None = None
    unadjusted: str = ""
    refusal: str = ""

    @property
    def effect(self) -> Effect | None:
        """What is judged: the relative effect, or the absolute one where there is none."""
        return self.relative or self.absolute

    @property
    def chance_to_win(self) -> float | None:
        """The chance that the variant is the better one, whichever side that is."""
        if self.belief is None:
            return None
        return self.belief.chance if self.metric.better == "up" else 1.0 - self.belief.chance

    @property
    def risk(self) -> float | None:
        """What shipping the variant is expected to lose where it is the worse one."""
        if self.belief is None:
            return None
        return self.belief.risk if self.metric.better == "up" else self.belief.risk_of_control


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared; `removed` and `unadjusted` are those of a `Comparison`."""

    control: Sample
    variant: Sample
    removed: float | None = None
    unadjusted: str = ""


def comparisons(
    metrics: Sequence[tuple[Watched, Sequence[Arm]]], rules: Rules, basis: Basis
) -> tuple[Comparison, ...]:
    """Every metric of every variant against the control, corrected, each with its verdict.

    On the `planned` basis effects are Welch's, and a Bayesian plan decides by its belief; else they
    are always valid. Each interval is at 1 - alpha over the number of variants. Where every arm has
    a value before, it is taken out (CUPED). Raises what `checked_arms` raises.
    """
    found: list[Comparison] = []
    for watched, arms in metrics:
        control, others = checked_arms(arms)
        found += [_compared(watched, arms, control, one, rules, basis) for one in others]
    return tuple(_judged(one, rules, basis) for one in _corrected(found))


def _compared(
    watched: Watched, arms: Sequence[Arm], control: Arm, arm: Arm, rules: Rules, basis: Basis
) -> Comparison:
    empty = Comparison(watched, arm.key)
    try:
        plain = [sample_of(watched.kind, one.totals, one.key) for one in (control, arm)]
        counted = replace(empty, control_mean=plain[0].mean, variant_mean=plain[1].mean)
    except (AnalysisError, NotEnoughDataError) as refusal:
        return replace(empty, refusal=str(refusal))
    if too_few := few(watched.kind, control, arm):
        return replace(counted, refusal=too_few)
    pair = pair_of(watched, arms, control, arm)
    planned = (rules.planned or PLANNED) * (control.weight + arm.weight)
    level = 1.0 - rules.alpha / (len(arms) - 1)
    said = replace(counted, removed=pair.removed, unadjusted=pair.unadjusted)
    try:
        said = replace(said, absolute=_effect(pair, basis, planned, False, level))
        said = replace(said, relative=_effect(pair, basis, planned, True, level))
    except NoVarianceError as refusal:
        return replace(said, refusal=str(refusal))
    except RelativeError:
        pass
    relative = said.relative is not None
    if pair.removed is not None:
        counted_only = Pair(plain[0], plain[1])
        said = replace(said, plain=_effect(counted_only, basis, planned, relative, level))
    belief = bayesian_effect(pair.control, pair.variant, relative, level)
    return replace(said, belief=belief)


def _effect(pair: Pair, basis: Basis, planned: float, relative: bool, level: float) -> Effect:
    if basis == "planned":
        return welch_effect(pair.control, pair.variant, relative, level)
    return always_valid_effect(pair.control, pair.variant, planned, relative, level)


def few(kind: Kind, control: Arm, arm: Arm) -> str:
    """Why two arms hold too little for any effect, in words; empty where they do not.

    Below 20 events in the control, or 5 of either outcome in an arm, nothing is said in percent,
    nor of a mean below 30 people.
    """
    if kind != "proportion":
        least = min((control, arm), key=lambda one: one.totals.units)
        if least.totals.units >= LEAST_PEOPLE:
            return ""
        return f"{least.key} has {least.totals.units} people, and it takes {LEAST_PEOPLE}."
    if control.totals.sum < BASE_EVENTS:
        return f"{control.key} has {control.totals.sum:g} events, and it takes {BASE_EVENTS}."
    for one in (control, arm):
        rare = min(one.totals.sum, one.totals.units - one.totals.sum)
        if rare < LEAST_EVENTS:
            return f"{one.key} has {rare:g} of one outcome, and it takes {LEAST_EVENTS}."
    return ""


def pair_of(watched: Watched, arms: Sequence[Arm], control: Arm, arm: Arm) -> Pair:
    """Control and variant, the value before taken out where every arm has it.

    Raises what `sample_of` raises.
    """
    plain = [sample_of(watched.kind, one.totals, one.key) for one in (control, arm)]
    if watched.kind == "ratio" or not has_before(arms):
        return Pair(plain[0], plain[1])
    try:
        adjusted = cuped(watched.kind, arms)
    except PrePeriodError as refusal:
        return Pair(plain[0], plain[1], unadjusted=str(refusal))
    except (AnalysisError, NotEnoughDataError):
        return Pair(plain[0], plain[1])
    by_key = dict(zip((one.key for one in arms), adjusted.samples, strict=True))
    return Pair(by_key[control.key], by_key[arm.key], adjusted.removed)


def _corrected(found: Sequence[Comparison]) -> list[Comparison]:
    """Holm over the arms of the primary metric, Benjamini and Hochberg over all secondary ones."""
    corrected = list(found)
    for role, correct in (("primary", holm_adjusted), ("secondary", benjamini_hochberg)):
        having = {
            at: one.effect.p_value
            for at, one in enumerate(found)
            if one.metric.role == role and one.effect is not None
        }
        for at, p_value in zip(having, correct(list(having.values())), strict=True):
            corrected[at] = replace(found[at], p_value=p_value)
    return corrected


def _judged(one: Comparison, rules: Rules, basis: Basis) -> Comparison:
    if one.effect is None:
        return one
    if one.metric.role == "guardrail":
        return replace(one, verdict=_held(one))
    if rules.method == "bayesian" and basis == "planned":
        return replace(one, verdict=_believed(one, rules))
    if one.p_value is None or one.p_value > rules.alpha:
        return replace(one, verdict="flat")
    good = one.effect.interval.estimate * one.metric.sign > 0
    return replace(one, verdict="improved" if good else "worse")


def _held(one: Comparison) -> Verdict:
    """By the relative margin, or the margin of the control's mean where there is no percent."""
    if one.relative is not None:
        return noninferiority(one.relative.interval, one.metric.margin, one.metric.better)
    if one.absolute is None:
        return "unknown"
    accepted = one.metric.margin * abs(one.control_mean or 0.0)
    return noninferiority(one.absolute.interval, accepted, one.metric.better)


def _believed(one: Comparison, rules: Rules) -> Verdict:
    chance, risk = one.chance_to_win, one.risk
    assert chance is not None
    assert risk is not None
    if chance >= rules.chance_to_ship and risk <= rules.risk_limit:
        return "improved"
    return "worse" if chance <= 1.0 - rules.chance_to_ship else "flat"


def goodness(one: Comparison) -> Interval | None:
    """The interval of the effect turned so that above zero is better."""
    return one.effect.interval.times(one.metric.sign) if one.effect else None
