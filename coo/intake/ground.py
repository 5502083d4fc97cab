"""What one run of the operations intake looks at, and what it works out from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from coo.analysis import cycle_time, directly_follows, discovered
from coo.analysis.cycle_times import CycleTimes
from coo.analysis.discovery import Discovered, DiscoveredStep
from coo.analysis.events import Passages
from coo.analysis.flows import Arc
from coo.analysis.items import Item
from coo.intake.contracts import IntakeInput
from kernel.core.fact_keys import fact_key, key_part
from kernel.core.workhours import WorkHours
from kernel.statistics.values import NotEnoughDataError

MOST_ARCS = 12
LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, and their ids where they are few enough to be named one by one."""

    count: int
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """The events of the cases that the map is made of.

    `workflow` is theirs, empty where they have none. `people` are those who most often do each
    activity, where it is nearly always the same one. `single` cases have one event only, `future`
    events are later than now.
    """

    workflow: str
    passages: Passages
    events: int
    cases: int
    people: Mapping[str, str] = field(default_factory=dict)
    single: Counted = Counted(0)
    future: Counted = Counted(0)


@dataclass(frozen=True, slots=True)
class Known:
    """What stands of workflows and people.

    `named` and `version` are the draft that steps of a log go into, or the workflow in use that
    has its name (`in_use`). `unsaid` are people with open work whose hours nobody gave.
    """

    workflows: int
    active: int
    promised: bool
    versions: Mapping[str, tuple[int, bool]]
    unsaid: tuple[str, ...]
    with_capacity: int


@dataclass(frozen=True)
class Ground:
    """The workspace's work as it stands; `free` are cases without a workflow."""

    payload: IntakeInput
    today: dt.date
    hours: WorkHours
    tasks: Mapping[str, int]
    unowned: Counted
    unestimated: Counted
    undated: Counted
    processes: Mapping[str, int]
    free: Counted
    finished: Sequence[Item]
    log: Log | None
    known: Known

    @cached_property
    def found(self) -> Discovered | None:
        """The steps that the log shows; None without a log."""
        if self.log is None:
            return None
        try:
            return discovered(self.log.passages)
        except NotEnoughDataError:
            return None

    @cached_property
    def steps(self) -> tuple[tuple[str, DiscoveredStep], ...]:
        """Each step with the key that its facts begin with."""
        if self.found is None:
            return ()
        return tuple((fact_key("step", one.name), one) for one in self.found.steps)

    @cached_property
    def arcs(self) -> tuple[tuple[str, Arc], ...]:
        """The most frequent ways from step to step, with the keys of their facts."""
        if self.log is None or self.found is None:
            return ()
        arcs = directly_follows(self.log.passages).arcs[:MOST_ARCS]
        return tuple((fact_key("arc", one.source, one.target), one) for one in arcs)

    @cached_property
    def lead(self) -> CycleTimes | None:
        """How long finished cases took; None where too few are."""
        try:
            return cycle_time(self.finished, self.hours)
        except NotEnoughDataError:
            return None

    @property
    def drafts(self) -> bool:
        """Whether a workflow is drafted: the log is of cases without one."""
        return self.log is not None and not self.log.workflow and len(self.steps) > 1

    @property
    def name(self) -> str:
        """What the drafted workflow is called."""
        if self.payload.name:
            return self.payload.name
        first, last = self.steps[0][1].name, self.steps[-1][1].name
        return f"{first} to {last}"[:LONGEST_NAME]

    @property
    def version(self) -> tuple[int, bool]:
        """The version that is written or joined, and whether that one is in use."""
        return self.known.versions.get(self.name, (1, False))

    def step_keys(self) -> dict[str, str]:
        """The steps' keys in the workflow, by name."""
        return {one.name: key_part(one.name)[:60] for _, one in self.steps}

    def role(self, step: str) -> str:
        return self.log.people.get(step, "") if self.log else ""

    def own_words(self) -> list[str]:
        """Names of the workspace's own rows, which text may quote."""
        words = [one.name for _, one in self.steps]
        if self.log is not None:
            words += [self.log.workflow, *self.log.people.values()]
        if self.steps:
            words.append(self.name)
        return [*filter(None, words), *self.known.unsaid]
