"""What a log is read into: each workflow's passages, and what is computed from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from uuid import UUID

from coo.analysis import bottleneck, control_chart, directly_follows, rework, variants
from coo.analysis.control import ControlChart, Signal
from coo.analysis.events import HOUR, Passages
from coo.analysis.flows import Flow
from coo.analysis.paths import Rework, Variant
from coo.analysis.waiting import Bottleneck, WaitingShare
from kernel.core.fact_keys import fact_key
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours
from kernel.statistics.values import NotEnoughDataError

WEEK = dt.timedelta(days=7)
RECENT = 4
"""Weeks in which a signal is news."""
NAMED = {1: "beyond the limit", 2: "far out twice in three", 3: "out four times in five",
         4: "on one side for eight weeks"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A process of the log; `id` as the log names it."""

    id: str
    name: str
    started: dt.datetime
    finished: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task of a running case that could be begun: all steps before it are closed."""

    id: UUID
    activity: str
    urgent: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its first day: how many cases were done in it, and their mean working hours."""

    first: dt.date
    cases: int
    hours: float


@dataclass(frozen=True)
class Log:
    """The cases of one workflow that have events, by their ids.

    `workflow` is its name, "" where cases have none; `versions` are its rows' ids.
    """

    workflow: str
    versions: tuple[UUID, ...]
    cases: Mapping[str, Case]

    @property
    def key(self) -> str:
        return fact_key("flow", self.workflow or "no workflow")

    @property
    def name(self) -> str:
        return self.workflow or "cases without a workflow"


@dataclass(frozen=True)
class Flowing(Log):
    """The same with the passages of its cases, and what they show.

    `waiting` are tasks that could be begun now.
    """

    steps: Passages
    hours: WorkHours
    window: Window
    waiting: tuple[Waiting, ...] = ()
    first_weekday: int = 1

    def step_key(self, activity: str) -> str:
        """What the keys of an activity's facts begin with."""
        return f"{self.key}.{fact_key('step', activity)}"

    @cached_property
    def done(self) -> tuple[Case, ...]:
        return tuple(one for one in self.cases.values() if one.finished is not None)

    @cached_property
    def lengths(self) -> dict[str, float]:
        """Working hours from start to finish of each case that is done."""
        return {
            one.id: self.hours.between(one.started, one.finished) / HOUR
            for one in self.done
            if one.finished is not None
        }

    @cached_property
    def finished(self) -> Passages:
        """The passages of cases that are done: whole ways from start to end."""
        return self.steps.of_cases({one.id for one in self.done})

    @cached_property
    def flow(self) -> Flow:
        return directly_follows(self.steps)

    @cached_property
    def ways(self) -> tuple[Variant, ...]:
        return variants(self.finished)

    @cached_property
    def again(self) -> Rework:
        return rework(self.finished)

    @cached_property
    def held(self) -> Bottleneck | NotEnoughDataError:
        """Each activity's part of the waiting, or what it would take to say so."""
        try:
            return bottleneck(self.steps)
        except NotEnoughDataError as refusal:
            return refusal

    @cached_property
    def culprit(self) -> WaitingShare | None:
        """The activity that holds cases up, where one surely does."""
        held = self.held
        if isinstance(held, NotEnoughDataError) or not held.stands_out:
            return None
        return held.waiting[0]

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Whole weeks in which cases were done, in their order."""
        zone = self.hours.zone
        found: dict[dt.date, list[float]] = {}
        for one in self.done:
            if one.finished is not None:
                day = one.finished.astimezone(zone).date()
                first = Window.week_of(day, self.first_weekday).first
                found.setdefault(first, []).append(self.lengths[one.id])
        return tuple(
            Week(first, len(hours), fmean(hours))
            for first, hours in sorted(found.items())
            if first >= self.window.first
            and first + WEEK - dt.timedelta(days=1) <= self.window.last
        )

    @cached_property
    def chart(self) -> ControlChart | NotEnoughDataError:
        """The control chart of the weeks, or what it would take."""
        try:
            return control_chart([one.hours for one in self.weeks])
        except NotEnoughDataError as refusal:
            return NotEnoughDataError("weeks with cases that were done", refusal.have, refusal.need)

    @cached_property
    def slower(self) -> Signal | None:
        """The gravest signal of the last weeks that says that cases take longer."""
        if isinstance(self.chart, NotEnoughDataError):
            return None
        news = [
            one
            for one in self.chart.signals
            if one.side == "above" and one.last >= len(self.weeks) - RECENT
        ]
        return min(news, key=lambda one: (one.rule not in (1, 4), one.rule), default=None)

    @property
    def still_slower(self) -> bool:
        """Whether the last known week belongs to what `slower` tells of."""
        return self.slower is not None and self.slower.last == len(self.weeks) - 1


@dataclass(frozen=True)
class Logs:
    """The logs of a period, the one with most cases first.

    `shortened` where so many events are stored that it has fewer months than were asked for.
    """

    window: Window
    months: int
    shortened: bool
    logs: tuple[Log, ...]


@dataclass(frozen=True)
class Ground:
    """The logs of the workflows that were asked for, the one with most cases first.

    `narrowed` is the workflow's name where one was asked for; `shortened` where so many events
    are stored that fewer months than asked for are looked at.
    """

    window: Window
    narrowed: str
    months: int
    shortened: bool
    flows: tuple[Flowing, ...]

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = []
        for one in self.flows:
            words += [one.workflow, *one.steps.activities]
        return [word for word in dict.fromkeys(words) if word]
