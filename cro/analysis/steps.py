"""The steps of the way: who entered each on a day, and went on; and how many people come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kernel.core.windows import Window
from kernel.statistics.proportions import rate_interval
from kernel.statistics.rows import DatedRows, Evidence, by_day, days_of, texts_of
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

EVERYBODY = ""
"""The segment of rows that count everybody."""
WEEK = 7
DAYS_NEEDED = 7


@dataclass(frozen=True)
class StepRows(DatedRows):
    """Daily counts: `advanced` of the `entered` people went on. `position` orders the steps."""

    step: NDArray[np.object_]
    segment: NDArray[np.object_]
    position: NDArray[np.int64]
    entered: NDArray[np.int64]
    advanced: NDArray[np.int64]

    @classmethod
    def of(cls, records: Iterable[Mapping[str, Any]]) -> StepRows:
        """From records with the columns of `cro_step_counts`; no segment is everybody.

        Raises AnalysisError where more people went on than entered.
        """
        rows = list(records)
        position, entered, advanced = (
            np.array([int(row[name]) for row in rows], dtype=np.int64)
            for name in ("position", "entered", "advanced")
        )
        if np.any(advanced > entered) or np.any(advanced < 0):
            raise AnalysisError("0 <= advanced <= entered a day")
        return cls(
            days_of(rows), texts_of(rows, "step"), texts_of(rows, "segment"),
            position, entered, advanced,
        )  # fmt: skip

    def of_step(self, step: str) -> StepRows:
        return self.where(self.step == step)

    def of_segment(self, segment: str) -> StepRows:
        return self.where(self.segment == segment)

    def steps(self) -> tuple[str, ...]:
        """The steps in their order."""
        found = {str(step): int(at) for step, at in zip(self.step, self.position, strict=True)}
        return tuple(sorted(found, key=lambda step: (found[step], step)))

    def segments(self) -> tuple[str, ...]:
        """The segments that have rows of their own."""
        return tuple(sorted(set(self.segment.tolist()) - {EVERYBODY}))

    def daily(self, window: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(entered, advanced) a day of the window; a day without a row is (0, 0)."""
        return (
            np.nan_to_num(by_day(self.date, self.entered.astype(np.float64), window)),
            np.nan_to_num(by_day(self.date, self.advanced.astype(np.float64), window)),
        )

    def evidence(self, column: str, window: Window, step: str, segment: str) -> Evidence:
        """The rows of a step, of a segment or of everybody, in a window."""
        kept = self.within(window).of_step(step).of_segment(segment)
        equals = (("segment", (segment,)), ("step", (step,)))
        return kept.evidence_of("step_counts", window, equals, column, ("step", "segment"))


@dataclass(frozen=True, slots=True)
class Baseline:
    """A step of late: the rate at which people go on, and how many enter in a week."""

    step: str
    segment: str
    rate: Interval
    weekly: float
    people: int
    days: int


def step_baseline(
    rows: StepRows, step: str, segment: str, window: Window, level: float = 0.95
) -> Baseline:
    """Rate and weekly traffic of a step in a window, over the days that have a row.

    Raises NotEnoughDataError below seven such days, and where nobody entered.
    Source: Wilson's interval on effective counts (`kernel.statistics.rate_interval`).
    """
    kept = rows.of_step(step).of_segment(segment).within(window)
    days = len(np.unique(kept.date))
    if days < DAYS_NEEDED:
        raise NotEnoughDataError("days of the step", days, DAYS_NEEDED)
    entered, advanced = kept.daily(window)
    people = int(entered.sum())
    rate = rate_interval(advanced, entered, level)
    return Baseline(step, segment, rate, people * WEEK / days, people, days)


def traffic_share(rows: StepRows, segment: str, window: Window, level: float = 0.95) -> Interval:
    """Which part of the people who enter the first step belongs to a segment.

    Of the days on which both the segment and everybody have a row. Raises NotEnoughDataError
    below seven such days, AnalysisError where the segment has more people than everybody.
    """
    steps = rows.steps()
    if not steps:
        raise NotEnoughDataError("days of the first step", 0, DAYS_NEEDED)
    first = rows.of_step(steps[0]).within(window)
    part, whole = first.of_segment(segment), first.of_segment(EVERYBODY)
    both = np.intersect1d(part.date, whole.date)
    if len(both) < DAYS_NEEDED:
        raise NotEnoughDataError("days of the first step", len(both), DAYS_NEEDED)
    own = part.where(np.isin(part.date, both)).daily(window)[0]
    everybody = whole.where(np.isin(whole.date, both)).daily(window)[0]
    if np.any(own > everybody):
        raise AnalysisError("a segment has no more people than everybody")
    return rate_interval(own, everybody, level)
