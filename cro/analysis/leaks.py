"""Where people are lost: steps below their own past, and segments behind the others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cro.analysis.steps import EVERYBODY, StepRows
from kernel.core.windows import Window
from kernel.statistics.phases import RateChange, dated_drop, rate_change
from kernel.statistics.significance import holm_adjusted
from kernel.statistics.values import NotEnoughDataError, Shortfall

MOST = 0.75
"""A segment that lost so large a part of all that everybody lost is where the leak is."""

Part = tuple[str, str]
LossKind = Literal["leak", "gap"]


@dataclass(frozen=True, slots=True)
class Loss:
    """A step, of a segment or of everybody, that lets fewer people through.

    A `leak` lies below its own past: `before` and `now` are the windows of `rates`, and `since`
    is the day it began. A `gap` lies below everybody else in the same window. `p_value` is
    corrected for all that was asked (Holm). `share` is the part of all orders at stake, 0..1, at
    the cautious end of its interval; `onward` the part of those who pass the step that order.
    """

    kind: LossKind
    step: str
    segment: str
    since: date
    now: Window
    before: Window
    rates: RateChange
    p_value: float
    onward: float
    share: float


def step_leaks(
    rows: StepRows, now: Window, reference_days: int, alpha: float = 0.01, level: float = 0.95
) -> tuple[tuple[Loss, ...], tuple[Shortfall, ...]]:
    """The steps that let significantly fewer people through in `now` than before.

    Everybody and each segment are asked of each step, against the `reference_days` before. A leak
    found is dated. Where one segment lost most of the people that a step lost, the leak is that
    segment's; else it is everybody's. Steps with too few people are returned as shortfalls.
    Source: `kernel.statistics.rate_change`, corrected after Holm (1979).
    """
    parts = [(step, segment) for step in rows.steps() for segment in (EVERYBODY, *rows.segments())]
    tested: list[tuple[Part, RateChange]] = []
    shortfalls: list[Shortfall] = []
    for step, segment in parts:
        try:
            tested.append(((step, segment), _against_past(rows, step, segment, now, reference_days,
                                                           level)))  # fmt: skip
        except NotEnoughDataError as error:
            shortfalls.append(error.shortfall(f"{step}:{segment}" if segment else step))
    adjusted = holm_adjusted([rates.p_value for _, rates in tested])
    found = [
        _dated(rows, part, rates, p, now, reference_days, level)
        for (part, rates), p in zip(tested, adjusted, strict=True)
        if p < alpha and rates.difference.high < 0
    ]
    return tuple(_main(found, rows.steps())), tuple(shortfalls)


def segment_gaps(
    rows: StepRows, now: Window, alpha: float = 0.01, level: float = 0.95
) -> tuple[Loss, ...]:
    """Segments that go on less often at a step than all other people in the same days.

    Corrected over all steps and segments (Holm). A gap is no fault by itself: people differ.
    """
    tested: list[tuple[Part, RateChange]] = []
    for step in rows.steps():
        own = rows.of_step(step)
        entered, advanced = own.of_segment(EVERYBODY).daily(now)
        for segment in rows.segments():
            part, went = own.of_segment(segment).daily(now)
            rest = [max(0.0, value) for value in (entered - part) * (part > 0)]
            rest_went = [
                min(max(0.0, value), most)
                for value, most in zip((advanced - went) * (part > 0), rest, strict=True)
            ]
            try:
                tested.append(((step, segment), rate_change(went, part, rest_went, rest, level)))
            except NotEnoughDataError:
                continue
    adjusted = holm_adjusted([rates.p_value for _, rates in tested])
    return tuple(
        _loss(rows, "gap", part, now.first, now, now, rates, p)
        for (part, rates), p in zip(tested, adjusted, strict=True)
        if p < alpha and rates.difference.high < 0
    )


def _against_past(
    rows: StepRows, step: str, segment: str, now: Window, reference_days: int, level: float
) -> RateChange:
    own = rows.of_step(step).of_segment(segment)
    entered, advanced = own.daily(now)
    entered_before, advanced_before = own.daily(now.preceding(reference_days))
    return rate_change(advanced, entered, advanced_before, entered_before, level)


def _dated(
    rows: StepRows,
    part: Part,
    rates: RateChange,
    p_value: float,
    now: Window,
    reference_days: int,
    level: float,
) -> Loss:
    before = now.preceding(reference_days)
    span = Window(before.first, now.last)
    entered, advanced = rows.of_step(part[0]).of_segment(part[1]).daily(span)
    found = dated_drop(advanced, entered, level)
    if found is None:
        return _loss(rows, "leak", part, now.first, now, before, rates, p_value)
    at, dated = found
    since = span.first + timedelta(days=at)
    phase, earlier = Window(since, now.last), Window(span.first, since - timedelta(days=1))
    return _loss(rows, "leak", part, since, phase, earlier, dated, p_value)


def _loss(
    rows: StepRows, kind: LossKind, part: Part, since: date, now: Window, before: Window,
    rates: RateChange, p_value: float,
) -> Loss:  # fmt: skip
    """With how many of those who pass the step order, and the share of orders at stake."""
    step, segment = part
    steps = rows.steps()
    later = [_rate(rows, one, segment, now) for one in steps[steps.index(step) + 1 :]]
    onward = math.prod(later)
    last = rows.of_step(steps[-1]).of_segment(EVERYBODY).daily(now)[1].sum()
    lost = max(0.0, rates.lost.low) * onward
    share = min(1.0, lost / float(last)) if last else 0.0
    return Loss(kind, step, segment, since, now, before, rates, p_value, onward, share)


def _rate(rows: StepRows, step: str, segment: str, window: Window) -> float:
    entered, advanced = rows.of_step(step).of_segment(segment).daily(window)
    if not entered.sum():
        return 1.0
    return float(advanced.sum() / entered.sum())


def _main(found: list[Loss], steps: tuple[str, ...]) -> list[Loss]:
    """One leak a step: the segment's that lost most of its people, or everybody's."""
    kept = []
    for step in steps:
        own = [one for one in found if one.step == step]
        whole = [one for one in own if one.segment == EVERYBODY]
        parts = sorted(
            (one for one in own if one.segment != EVERYBODY),
            key=lambda one: (-one.rates.lost.estimate, one.segment),
        )
        if not parts or not whole:
            kept += whole or parts[:1]
            continue
        lost = [one.rates.lost.estimate / one.now.days for one in (parts[0], whole[0])]
        kept.append(parts[0] if lost[0] >= MOST * lost[1] else whole[0])
    return sorted(kept, key=lambda one: (-one.share, one.step, one.segment))
