"""A workflow as it is laid out, and what its cases really took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np

from coo.analysis import critical_path, pert
from coo.analysis.discovery import HIGH, LOW, MIDDLE
from coo.analysis.estimates import Estimate, Pert
from coo.analysis.schedules import CriticalPath, StepTimes, TimedStep
from kernel.core.fact_keys import fact_key
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours
from kernel.statistics.values import AnalysisError, NotEnoughDataError

SURE = 0.85
STEPS_NEEDED = 10
CASES_NEEDED = 20
OFF = 0.25
"""Estimates are off where half of the passages took so much more or less than likely."""
KEPT = 0.85
"""A promise that fewer cases kept is no promise."""
HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step of a workflow; estimates in working hours."""

    key: str
    name: str
    role: str
    optimistic: float
    likely: float
    pessimistic: float
    after: tuple[str, ...]

    @classmethod
    def of(cls, step: Mapping[str, Any]) -> PlannedStep:
        """From a stored step."""
        low, middle, high = (float(step[name]) for name in ("optimistic", "likely", "pessimistic"))
        after = tuple(step.get("depends_on", ()))
        return cls(step["key"], step["name"], step.get("role", ""), low, middle, high, after)

    def as_json(self) -> dict[str, Any]:
        """As a workflow stores it."""
        return {
            "key": self.key,
            "name": self.name,
            "role": self.role,
            "optimistic": self.optimistic,
            "likely": self.likely,
            "pessimistic": self.pessimistic,
            "depends_on": list(self.after),
        }


@dataclass(frozen=True, slots=True)
class Seen:
    """What a step really took: how often it was seen, and the hours of 10, 50 and 90 in 100."""

    count: int
    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, hours: Sequence[float]) -> Seen:
        low, middle, high = np.quantile(hours, [LOW, MIDDLE, HIGH])
        return cls(len(hours), float(low), float(middle), float(high))


@dataclass(frozen=True, slots=True)
class History:
    """Cases of a workflow that are done: their lengths in working hours, their steps' hours.

    `lengths` and `steps` are by case and by step's key; `strange` are activities of the log that
    are no step, with the part of the cases that have them. `window` is where they were looked for.
    """

    window: Window
    lengths: Sequence[float]
    steps: Mapping[str, Seen]
    strange: Mapping[str, float]


@dataclass(frozen=True)
class Design:
    """One workflow: the version looked at, its steps, and its history.

    `ids` are all versions' rows. `version` is that of the row; `next_version` the one that a
    draft is written as, 0 where a person's draft stands in its place. `given` where the steps
    were asked for and are not stored yet. `general` hours are those of the settings, promised where
    neither the workflow nor who asked says any.
    """

    name: str
    version: int
    steps: tuple[PlannedStep, ...]
    sla: Decimal | None
    description: str
    ids: tuple[UUID, ...]
    next_version: int
    history: History
    asked_sla: Decimal | None = None
    general: Decimal | None = None
    given: bool = False

    @property
    def key(self) -> str:
        return fact_key("workflow", self.name)

    def step_key(self, step: str) -> str:
        """What the keys of a step's facts begin with."""
        return f"{self.key}.{fact_key('step', step)}"

    @property
    def promise(self) -> Decimal | None:
        own = self.asked_sla if self.asked_sla is not None else self.sla
        return self.general if own is None else own

    @cached_property
    def fault(self) -> str:
        """Why the steps cannot be laid out, "" where they can: a circle by its steps' names."""
        try:
            _ = self.plan
        except NotEnoughDataError:
            return "it has no step"
        except AnalysisError as fault:
            names = {one.key: one.name for one in self.steps}
            if steps := getattr(fault, "steps", None):
                return str(type(fault)(tuple(names.get(key, key) for key in steps)))
            return str(fault)
        return ""

    @cached_property
    def plan(self) -> Pert:
        """PERT of the steps; raises what is wrong with them."""
        deadline = None if self.promise is None else float(self.promise)
        return pert(
            [Estimate(s.key, s.optimistic, s.likely, s.pessimistic, s.after) for s in self.steps],
            deadline,
        )

    @cached_property
    def schedule(self) -> CriticalPath:
        """When each step can and must begin, by the means of its estimates."""
        return critical_path(
            [
                TimedStep(s.key, Estimate(s.key, s.optimistic, s.likely, s.pessimistic).mean,
                          s.after)
                for s in self.steps
            ]
        )  # fmt: skip

    @cached_property
    def times(self) -> dict[str, StepTimes]:
        return {one.key: one for one in self.schedule.steps}

    @cached_property
    def path(self) -> tuple[PlannedStep, ...]:
        """The chain of steps that decides."""
        by_key = {one.key: one for one in self.steps}
        return tuple(by_key[key] for key in self.plan.path)

    @cached_property
    def as_long(self) -> tuple[PlannedStep, ...]:
        """Steps of other chains that are just as long: they have no slack and are not on `path`."""
        chain = set(self.plan.path)
        return tuple(
            one for one in self.steps if self.times[one.key].critical and one.key not in chain
        )

    @cached_property
    def near(self) -> tuple[PlannedStep, ...]:
        """Steps beside the chain that leave less room than the chain's own spread, or none."""
        spread, chain = self.plan.variance**0.5, set(self.plan.path)
        return tuple(
            one
            for one in self.steps
            if one.key not in chain
            and (self.times[one.key].critical or self.times[one.key].slack < spread)
        )

    @property
    def known(self) -> bool:
        """Whether enough cases are done to hold the plan against."""
        return len(self.history.lengths) >= CASES_NEEDED

    @cached_property
    def kept(self) -> float | None:
        """The part of the cases that kept the promise."""
        if self.promise is None or not self.known:
            return None
        limit = float(self.promise)
        return sum(one <= limit for one in self.history.lengths) / len(self.history.lengths)

    @cached_property
    def off(self) -> tuple[PlannedStep, ...]:
        """Steps whose likely hours are far from what half of the passages took."""
        found = []
        for one in self.steps:
            seen = self.history.steps.get(one.key)
            if seen is None or seen.count < STEPS_NEEDED:
                continue
            if abs(seen.middle - one.likely) > OFF * max(one.likely, seen.middle):
                found.append(one)
        return tuple(found)

    @cached_property
    def new_sla(self) -> Decimal | None:
        """Hours that nearly all cases keep, where too few keep the promise; whole ones."""
        if self.asked_sla is not None or self.kept is None or self.kept >= KEPT:
            return None
        return Decimal(int(np.ceil(np.quantile(self.history.lengths, SURE))))

    @cached_property
    def revised(self) -> Design | None:
        """The version to draft: given steps, or estimates and a promise as the past bears out."""
        if self.given:
            return self
        if self.fault or not (self.off or self.new_sla or self._other_promise):
            return None
        off = {one.key for one in self.off}
        steps = tuple(
            _seen(one, self.history.steps[one.key]) if one.key in off else one for one in self.steps
        )
        return replace(
            self, steps=steps, sla=self.new_sla or self.asked_sla or self.sla, asked_sla=None,
            version=self.next_version,
        )  # fmt: skip

    @property
    def _other_promise(self) -> bool:
        return self.asked_sla is not None and self.asked_sla != self.sla


def _seen(step: PlannedStep, seen: Seen) -> PlannedStep:
    hours = [round(max(one, 0.0), 2) for one in (seen.low, seen.middle, seen.high)]
    return replace(step, optimistic=hours[0], likely=hours[1], pessimistic=hours[2])


@dataclass(frozen=True)
class Ground:
    """The workflows that were asked for."""

    designs: tuple[Design, ...]
    start: dt.date
    hours: WorkHours

    def day_after(self, hours: float) -> dt.date:
        """The day on which so many working hours from the first of the start are over."""
        begin = dt.datetime.combine(self.start, dt.time(0), self.hours.zone)
        return self.hours.after(begin, hours * HOUR).astimezone(self.hours.zone).date()

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = []
        for one in self.designs:
            words += [one.name, *(step.name for step in one.steps), *one.history.strange]
        return list(dict.fromkeys(word for word in words if word))
