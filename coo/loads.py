"""Open work by who has it, beside the hours that they have for it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from coo import selectors
from coo.analysis import load_against_capacity
from coo.analysis.loads import Available, Job, Loaded, LoadPlan
from coo.models import Capacity, Task
from coo.models.capacity import CapacityKind
from coo.models.task import OPEN
from coo.promises import task_due
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours

WEEKS = 4
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One person or team over the weeks ahead; hours are working ones.

    `undated` is work without a due time, `later` what is due after the weeks; `capacity` is None
    where nobody said what they have.
    """

    who: str
    weeks: tuple[Loaded, ...]
    undated: float
    later: float
    unestimated: int

    @property
    def load(self) -> float:
        return sum(one.load for one in self.weeks)

    @property
    def capacity(self) -> float | None:
        known = [one.capacity for one in self.weeks if one.capacity is not None]
        return sum(known) if known else None

    @property
    def free(self) -> float:
        """Hours that are left once dated and undated work is done; below zero where it is over."""
        return (self.capacity or 0.0) - self.load - self.undated


@dataclass(frozen=True)
class Ahead:
    """The weeks ahead: every open task, and everybody who has work or hours.

    A task counts for its assignee, else for its team, else for nobody (""). `hours_rows` counts
    the rows that say what somebody has.
    """

    weeks: tuple[Window, ...]
    tasks: tuple[Task, ...]
    plan: LoadPlan
    hours_rows: dict[str, int]

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody but nobody, who has the least free hours first."""
        names = dict.fromkeys(one.who for one in self.plan.weeks)
        found = [self._person(name) for name in names if name != NOBODY]
        return tuple(sorted(found, key=lambda one: (one.capacity is None, one.free, one.who)))

    def tasks_of(self, who: str) -> tuple[Task, ...]:
        """The open tasks that count for somebody."""
        return tuple(task for task in self.tasks if holder(task) == who)

    def _person(self, who: str) -> Person:
        return Person(
            who=who,
            weeks=tuple(one for one in self.plan.weeks if one.who == who),
            undated=dict(self.plan.undated).get(who, 0.0),
            later=dict(self.plan.later).get(who, 0.0),
            unestimated=dict(self.plan.unestimated).get(who, 0),
        )


def holder(task: Task) -> str:
    """Who a task counts for."""
    return task.assignee or task.team


def ahead(
    now: dt.datetime,
    hours: WorkHours,
    *,
    first_weekday: int = 1,
    weeks: int = WEEKS,
    team: str = "",
) -> Ahead:
    """Open work and capacity of the weeks from this one on; inside a scope.

    A task without a due time of its own is due with its process.
    """
    own = selectors.settings()
    rows = Task.objects.filter(status__in=OPEN).select_related("process__workflow")
    rows = rows.defer("process__workflow__steps")
    if team:
        rows = rows.filter(team=team)
    tasks = tuple(rows.order_by("due_at", "opened_at", "pk"))
    spans = _weeks_with_time(now, hours, first_weekday, weeks)
    jobs = []
    for task in tasks:
        due = task_due(task, own, hours)
        estimate = None if task.estimate_hours is None else float(task.estimate_hours)
        jobs.append(Job(str(task.pk), holder(task), estimate, due))
    available = _available(team, jobs)
    found = load_against_capacity(jobs, available, spans, now, hours)
    return Ahead(spans, tasks, found, dict(Counter(one.who for one in available)))


def weeks_from(day: dt.date, first_weekday: int, count: int) -> tuple[Window, ...]:
    """The week of a day and those after it."""
    first = Window.week_of(day, first_weekday).first
    starts = [first + dt.timedelta(days=7 * number) for number in range(count)]
    return tuple(Window(start, start + dt.timedelta(days=6)) for start in starts)


def _weeks_with_time(
    now: dt.datetime, hours: WorkHours, first_weekday: int, count: int
) -> tuple[Window, ...]:
    """This week and those after it; those after it alone once this week's work is over."""
    today = now.astimezone(hours.zone).date()
    this, following, *rest = weeks_from(today, first_weekday, count + 1)
    ends = dt.datetime.combine(following.first, dt.time(0), hours.zone)
    if hours.between(now, ends) > 0:
        return (this, following, *rest)[:count]
    return (following, *rest)


def _available(team: str, jobs: Sequence[Job]) -> list[Available]:
    """Everybody's hours; of a team, its own and those of whoever has its work.

    A team's hours count beside its people's only for work that names no person, so a team is left
    out where none of its work does.
    """
    held = {job.who for job in jobs}
    return [
        Available(row.who, float(row.hours_week), row.starts_on, row.ends_on)
        for row in Capacity.objects.order_by("who", "starts_on")
        if row.who in held or (row.kind == CapacityKind.PERSON and not team)
    ]
