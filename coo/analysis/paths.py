"""The ways that cases take: each sequence of activities once, and what was done again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coo.analysis.events import HOUR, Floats, Ints, Passages


@dataclass(frozen=True, slots=True)
class Variant:
    """A sequence of activities, how many cases took it and their part of all.

    `hours` is the median working time from the first begin to the last end, `calendar` that of
    the calendar; None where no case of it has ended. `example` is a case that took it.
    """

    activities: tuple[str, ...]
    cases: int
    share: float
    hours: float | None
    calendar: float | None
    example: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """An activity that cases came through more than once.

    `again` counts the passages beyond each case's first, `cases` the cases that have such,
    `share` their part of the cases that have the activity at all. `direct` of `again` came right
    after the same activity; `back_from` is the activity that most others came from. `hours` is
    the working time inside of passages beyond the first, None where no begin is known.
    """

    activity: str
    again: int
    cases: int
    share: float
    direct: int
    back_from: str
    hours: float | None


@dataclass(frozen=True, slots=True)
class Rework:
    """How many of all cases did something again, and what, the most often repeated first."""

    cases: int
    reworked: int
    share: float
    repeats: tuple[Repeat, ...]


def variants(steps: Passages) -> tuple[Variant, ...]:
    """Every sequence of activities that a case took, the most frequent first."""
    groups: dict[tuple[int, ...], list[int]] = {}
    starts, stops = _bounds(steps)
    activity = steps.activity.tolist()
    for at, (start, stop) in enumerate(zip(starts.tolist(), stops.tolist(), strict=True)):
        groups.setdefault(tuple(activity[start:stop]), []).append(at)
    if not groups:
        return ()
    worked = _spans(steps.begin, steps.end, starts) / HOUR
    calendar = _spans(steps.begin_at, steps.end_at, starts) / HOUR
    found = [
        Variant(
            activities=tuple(steps.activities[one] for one in way),
            cases=len(members),
            share=len(members) / len(starts),
            hours=_median(worked[members]),
            calendar=_median(calendar[members]),
            example=steps.cases[int(steps.case[starts[members[0]]])],
        )
        for way, members in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.cases, len(one.activities), one.activities)))


def rework(steps: Passages) -> Rework:
    """What was done again within a case, and how often."""
    nth = _nth(steps)
    again = nth > 0
    before, after = steps.follows()
    came = np.full(len(steps), -1, dtype=np.int64)
    came[after] = steps.activity[before]
    inside = np.where(steps.timed, (steps.end - steps.begin) / HOUR, np.nan)
    repeats = []
    for number, name in enumerate(steps.activities):
        own = again & (steps.activity == number)
        if own.any():
            having = len(np.unique(steps.case[steps.activity == number]))
            cases = len(np.unique(steps.case[own]))
            known = inside[own][np.isfinite(inside[own])]
            others = came[own][came[own] != number]
            repeats.append(
                Repeat(
                    activity=name,
                    again=int(own.sum()),
                    cases=cases,
                    share=cases / having,
                    direct=int((came[own] == number).sum()),
                    back_from=_commonest(others, steps.activities),
                    hours=float(known.sum()) if known.size else None,
                )
            )
    all_cases, reworked = len(np.unique(steps.case)), len(np.unique(steps.case[again]))
    return Rework(
        cases=all_cases,
        reworked=reworked,
        share=reworked / all_cases if all_cases else 0.0,
        repeats=tuple(sorted(repeats, key=lambda one: (-one.again, one.activity))),
    )


def _bounds(steps: Passages) -> tuple[Ints, Ints]:
    """Where each case begins and stops."""
    if not len(steps):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    edges = np.flatnonzero(np.diff(steps.case)) + 1
    starts = np.concatenate([[0], edges]).astype(np.int64)
    return starts, np.concatenate([edges, [len(steps)]]).astype(np.int64)


def _spans(begin: Floats, end: Floats, starts: Ints) -> Floats:
    """From the first begin to the last end of each case; NaN where something has not ended."""
    spans: Floats = np.maximum.reduceat(end, starts) - np.minimum.reduceat(begin, starts)
    return spans


def _median(values: Floats) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if known.size else None


def _nth(steps: Passages) -> Ints:
    """The how-manieth passage of its case through its activity each is, from 0."""
    codes = steps.case * max(1, len(steps.activities)) + steps.activity
    order = np.argsort(codes, kind="stable")
    sorted_codes = codes[order]
    new = np.concatenate([[True], np.diff(sorted_codes) != 0]) if len(codes) else codes > 0
    place = np.arange(len(codes))
    nth = np.empty(len(codes), dtype=np.int64)
    nth[order] = place - np.maximum.accumulate(np.where(new, place, 0)) if len(codes) else 0
    return nth


def _commonest(numbers: Ints, names: tuple[str, ...]) -> str:
    if not numbers.size:
        return ""
    counts = np.bincount(numbers, minlength=len(names))
    return names[int(np.argmax(counts))]
