"""The rows of the demo company's operations, as plain values named like the tables' columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DemoTenant:
    slug: str
    name: str
    currency: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class DemoStep:
    """A step of a workflow; the three estimates are working hours."""

    key: str
    name: str
    role: str
    optimistic: float
    likely: float
    pessimistic: float
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoWorkflow:
    """`sla_hours` are working hours from a process' start, None where nothing is promised."""

    name: str
    version: int
    description: str
    steps: tuple[DemoStep, ...]
    sla_hours: int | None
    status: str


@dataclass(frozen=True, slots=True)
class DemoProcess:
    """A workflow's instance; `workflow` is a name. Times are UTC, here and below."""

    key: str
    workflow: str
    subject: str
    status: str
    started_at: datetime
    due_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class DemoTransition:
    """A change of a task's status; the first comes from no status ("")."""

    from_status: str
    to_status: str
    at: datetime
    actor: str


@dataclass(frozen=True, slots=True)
class DemoTask:
    """A task with its whole history; `process` is a key, None for a job of its own."""

    key: str
    process: str | None
    step: str
    title: str
    status: str
    assignee: str
    team: str
    priority: str
    estimate_hours: float
    due_at: datetime | None
    opened_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    transitions: tuple[DemoTransition, ...]


@dataclass(frozen=True, slots=True)
class DemoEvent:
    """An event of a process' log; `position` counts from 1 in each process."""

    process: str
    activity: str
    resource: str
    at: datetime
    lifecycle: str
    position: int


@dataclass(frozen=True, slots=True)
class DemoCapacity:
    """Hours a week that a person or team has, from a day to a day (None: no end known)."""

    who: str
    kind: str
    hours_week: float
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class DemoWorkspace:
    slug: str
    name: str
    currency: str
    time_zone: str
    sla_warning_hours: int
    wip_limit: int
    forecast_weeks: int
    workflows: tuple[DemoWorkflow, ...]
    processes: tuple[DemoProcess, ...]
    tasks: tuple[DemoTask, ...]
    events: tuple[DemoEvent, ...]
    capacity: tuple[DemoCapacity, ...]


@dataclass(frozen=True, slots=True)
class BottleneckTruth:
    """Work waits for this step more than for the others.

    `share` is its part of all waiting that is to be expected, `wait_hours` the working hours
    that one piece of work waits for it on average.
    """

    workspace: str
    workflow: str
    step: str
    activity: str
    share: float
    wait_hours: float


@dataclass(frozen=True, slots=True)
class SlaTruth:
    """A running process whose time is up at `due_at`, `hours_left` working hours from now."""

    workspace: str
    process: str
    subject: str
    due_at: datetime
    hours_left: float


@dataclass(frozen=True, slots=True)
class Truths:
    bottleneck: BottleneckTruth
    sla: SlaTruth


@dataclass(frozen=True, slots=True)
class DemoData:
    """One demo tenant's operations; `truths` is None where nothing is planted."""

    tenant: DemoTenant
    workspaces: tuple[DemoWorkspace, ...]
    truths: Truths | None
