"""What a test is planned from: the hypothesis, its metric of late, and the people who come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal
from uuid import UUID

from cro.analysis import power_of, sample_size, smallest_effect, weeks_needed
from cro.analysis.arms import Kind
from cro.analysis.planning import Design, Method, Size
from cro.selectors import Steps
from kernel.core.facts import Rows
from kernel.core.windows import Window
from kernel.statistics.values import AnalysisError, Interval, NotEnoughDataError

Source = Literal["past", "steps"]


@dataclass(frozen=True, slots=True)
class Past:
    """The control of an earlier test: one person's mean and variance, and people a week.

    `here` says that the test was at the same step.
    """

    name: str
    mean: float
    variance: float
    people: int
    weekly: float
    here: bool
    rows: tuple[Rows, ...]


@dataclass(frozen=True, slots=True)
class StepTraffic:
    """A step of late: people a week, and the part of them that reaches the end."""

    step: str
    weekly: float
    through: Interval
    rows: tuple[Rows, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """A metric to guard, with the relative loss that is accepted."""

    id: UUID
    name: str
    margin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the test. `falls` says that the metric is better down."""

    effect: float
    longest: int
    variants: int
    method: Method
    alpha: float
    power: float
    chance: float
    defaults: tuple[str, ...]


@dataclass(frozen=True)
class Ground:
    """A hypothesis with what is known of its metric and its step."""

    hypothesis: UUID
    title: str
    change: str
    step: str
    segment: str
    metric: str
    unit: str
    currency: str
    kind: Kind
    falls: bool
    asked: Asked
    past: Past | None
    here: StepTraffic | None
    steps: Steps
    window: Window | None
    others: tuple[StepTraffic, ...] = ()
    guards: tuple[Guard, ...] = ()
    segments: Mapping[str, UUID] | None = None
    busy: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """Where the baseline comes from: an earlier control, or the way's own steps."""
        return "past" if self.past is not None else "steps"

    @property
    def mean(self) -> float:
        if self.past is not None:
            return self.past.mean
        assert self.here is not None
        return self.here.through.estimate

    @property
    def weekly(self) -> float:
        """People who come to the test in a week: unique ones where an earlier test counted them."""
        if self.past is not None and self.past.here:
            return self.past.weekly
        assert self.here is not None
        return self.here.weekly

    @cached_property
    def design(self) -> Design:
        share = 1.0 / self.asked.variants
        return Design(
            self.kind,
            self.mean,
            self.past.variance if self.past is not None and self.kind != "proportion" else None,
            (share,) * self.asked.variants,
            self.asked.alpha,
            self.asked.power,
            self.asked.method,
            self.asked.chance,
        )

    @property
    def wanted(self) -> float:
        """The effect to find, below zero where less is better."""
        return -self.asked.effect if self.falls else self.asked.effect

    @cached_property
    def size(self) -> Size | None:
        """People for the effect; None where the metric cannot move that far."""
        try:
            return sample_size(self.design, self.wanted)
        except AnalysisError:
            return None

    @cached_property
    def weeks(self) -> int | None:
        return weeks_needed(self.size.people, self.weekly) if self.size is not None else None

    @property
    def feasible(self) -> bool:
        return self.weeks is not None and self.weeks <= self.asked.longest

    @property
    def planned(self) -> int:
        """The planned size, for the row."""
        assert self.size is not None
        return self.size.people

    @cached_property
    def reachable(self) -> float | None:
        """The smallest effect that the longest test shows; None where it shows none."""
        return self._smallest(self.design, self.weekly)

    @property
    def power(self) -> float:
        """The chance to find the effect within the longest test."""
        try:
            return power_of(self.design, self.wanted, self.weekly * self.asked.longest)
        except AnalysisError:
            return 0.0

    @cached_property
    def earlier(self) -> tuple[StepTraffic, float] | None:
        """The step at which the longest test shows the smallest effect, where it beats this one."""
        if self.kind != "proportion":
            return None
        found = []
        for one in self.others:
            rate = one.through.estimate
            if one.step == self.step or not 0.0 < rate < 1.0:
                continue
            reached = self._smallest(replace(self.design, mean=rate), one.weekly)
            if reached is not None:
                found.append((abs(reached), one, reached))
        if not found:
            return None
        best = min(found, key=lambda part: part[0])
        beats = self.reachable is None or best[0] < 0.9 * abs(self.reachable)
        return (best[1], best[2]) if beats else None

    @cached_property
    def fewer(self) -> float | None:
        """The smallest effect with two variants, where more were asked for."""
        if self.asked.variants == 2:
            return None
        return self._smallest(replace(self.design, shares=(0.5, 0.5)), self.weekly)

    def _smallest(self, design: Design, weekly: float) -> float | None:
        try:
            return smallest_effect(design, weekly * self.asked.longest, self.falls)
        except (AnalysisError, NotEnoughDataError):
            return None

    def starts_on(self, today: dt.date) -> dt.date:
        """The next Monday: a test begins with a week."""
        return today + dt.timedelta(days=7 - today.weekday())

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = [self.title, self.change, self.step, self.segment, self.metric, self.unit]
        words += [one.name for one in self.guards] + [one.step for one in self.others]
        return [word for word in [*words, *self.busy, self.past.name if self.past else ""] if word]


def margin_text(value: float) -> str:
    """A fraction as its column stores it."""
    return f"{value:.6f}".rstrip("0").rstrip(".")
