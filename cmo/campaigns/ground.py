"""What a campaign is designed from: the plan and what it has left, whom it is for, the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from cmo.analysis.calendar import Event
from kernel.core.workdays import WorkDays


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan; `budget` in minor units, `allocation` the share of each channel, 0..1."""

    id: UUID
    name: str
    start: dt.date
    end: dt.date
    objective: str
    goal_metric: str
    budget: int
    currency: str
    allocation: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer, in the workspace's own words."""

    id: UUID
    name: str
    description: str
    benefits: tuple[str, ...]
    is_flagship: bool
    status: str
    segment: UUID | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A customer segment, in the workspace's own words; channels as they are stored."""

    id: UUID
    name: str
    pains: tuple[str, ...]
    goals: tuple[str, ...]
    triggers: tuple[str, ...]
    objections: tuple[str, ...]
    channels: tuple[str, ...]
    is_primary: bool
    priority: int


@dataclass(frozen=True, slots=True)
class Spent:
    """Another campaign of the plan and its budget in minor units."""

    id: UUID
    name: str
    budget: int


@dataclass(frozen=True, slots=True)
class Own:
    """The draft that the agent made for this offer and segment before.

    `touched` says that a person changed it since; `fixed` are the shares of channels that a
    person set, `held` the calendar entries that a person changed, by their slot.
    """

    id: UUID
    name: str
    touched: bool
    fixed: Mapping[str, Decimal]
    held: frozenset[str]


@dataclass(frozen=True, slots=True)
class Habit:
    """How the workspace marked a channel in its latest campaign."""

    kind: str
    source: str
    medium: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the payload narrowed; money in minor units."""

    start: dt.date | None
    weeks: int
    budget: int | None
    channels: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Hours:
    """The workspace's working days and hours."""

    zone: ZoneInfo
    opens: dt.time
    closes: dt.time
    work: WorkDays


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that the design follows from."""

    today: dt.date
    plan: Plan
    others: tuple[Spent, ...]
    offer: Offered
    segment: Segment
    own: Own | None
    funnel: UUID | None
    offered_before: bool
    habits: Mapping[str, Habit]
    events: tuple[Event, ...]
    names: frozenset[str]
    hours: Hours
    asked: Asked

    @property
    def committed(self) -> int:
        """Budgets of the plan's other campaigns, in minor units."""
        return sum(one.budget for one in self.others)

    @property
    def remaining(self) -> int:
        """What the plan has left for this campaign; below zero where it is overspent."""
        return self.plan.budget - self.committed
