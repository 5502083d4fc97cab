"""Segments in which a variant does something else than among the other people."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from cro.analysis.arms import Arm, Kind, Totals, checked_arms, sample_of
from cro.analysis.effects import Effect, welch_effect
from cro.analysis.refusals import RefusedError
from kernel.statistics.quantiles import normal_quantile, normal_two_sided, two_sided_point
from kernel.statistics.significance import holm_adjusted
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

PEOPLE_NEEDED = 100


@dataclass(frozen=True, slots=True)
class Parted:
    """An experiment's arms, and the same of each segment by its name."""

    key: str
    kind: Kind
    arms: tuple[Arm, ...]
    segments: Mapping[str, tuple[Arm, ...]]


@dataclass(frozen=True, slots=True)
class SegmentDifference:
    """The relative effect of a variant in a segment, among everybody else, and how they differ.

    `p_value` is corrected over every experiment, variant and segment that was asked (Holm).
    """

    experiment: str
    variant: str
    segment: str
    inside: Effect
    outside: Effect
    difference: Interval
    p_value: float


def segment_differences(
    experiments: Sequence[Parted], level: float = 0.95
) -> tuple[SegmentDifference, ...]:
    """Each variant's effect in each segment against its effect on all others, surest first.

    The interaction: the difference of two independent relative effects, each by the delta method;
    its normal test is that of the logarithms of the ratios, corrected. Segments with fewer than a
    hundred people in an arm, or that leave so few, are not asked.
    Raises what `checked_arms` raises, and AnalysisError where a segment has too many people.
    Source: Altman and Bland (2003), BMJ 326, 219; Holm (1979).
    """
    found = [one for experiment in experiments for one in _of(experiment, level)]
    adjusted = holm_adjusted([one.p_value for one in found])
    corrected = [replace(one, p_value=p) for one, p in zip(found, adjusted, strict=True)]
    return tuple(sorted(corrected, key=lambda o: (o.p_value, o.experiment, o.variant, o.segment)))


def _of(experiment: Parted, level: float) -> list[SegmentDifference]:
    control, variants = checked_arms(experiment.arms)
    found = []
    for segment, arms in sorted(experiment.segments.items()):
        inside = {arm.key: arm.totals for arm in arms}
        if control.key not in inside:
            continue
        for variant in variants:
            if variant.key not in inside:
                continue
            pair = [(arm.totals, inside[arm.key]) for arm in (control, variant)]
            rest = [(_without(whole, part), part) for whole, part in pair]
            if any(min(one.units, part.units) < PEOPLE_NEEDED for one, part in rest):
                continue
            one = _difference(experiment, variant.key, segment, rest, level)
            if one is not None:
                found.append(one)
    return found


def _difference(
    experiment: Parted, variant: str, segment: str, rest: Sequence[tuple[Totals, Totals]],
    level: float,
) -> SegmentDifference | None:  # fmt: skip
    """Uncorrected; None where one of the effects cannot be given."""
    kind = experiment.kind
    try:
        outside, inside = (
            welch_effect(sample_of(kind, control), sample_of(kind, variant), level=level)
            for control, variant in zip(*rest, strict=True)
        )
    except (RefusedError, NotEnoughDataError):
        return None
    gap = inside.interval.estimate - outside.interval.estimate
    error = math.hypot(inside.standard_error, outside.standard_error)
    reach = normal_quantile(two_sided_point(level)) * error
    return SegmentDifference(
        experiment.key, variant, segment, inside, outside,
        Interval(gap, gap - reach, gap + reach, level), _p_value(inside, outside),
    )  # fmt: skip


def _p_value(inside: Effect, outside: Effect) -> float:
    """Of equal ratios to the control: their logarithms are nearer to normal than effects are."""
    one, two = 1.0 + inside.interval.estimate, 1.0 + outside.interval.estimate
    if one <= 0.0 or two <= 0.0:
        return 1.0
    error = math.hypot(inside.standard_error / one, outside.standard_error / two)
    return normal_two_sided((math.log(one) - math.log(two)) / error)


def _without(whole: Totals, part: Totals) -> Totals:
    """The sums of the people outside of a segment."""
    if part.units > whole.units:
        raise AnalysisError("a segment has no more people than the experiment")
    names = [field.name for field in fields(Totals) if field.name not in ("units", "sum")]
    left: dict[str, float | None] = {}
    for name in names:
        all_of, own = getattr(whole, name), getattr(part, name)
        left[name] = None if all_of is None or own is None else all_of - own
    return Totals(whole.units - part.units, whole.sum - part.sum, **left)
