"""Every open piece of work with a promise, by the working time that is left of it.

A process is promised by its due time, else within its workflow's hours, else within those of the
settings. A task is promised by its due time; one that belongs to no process, else within the hours
of the settings.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from coo import selectors
from coo.analysis import sla_at_risk
from coo.analysis.items import HOUR, Item
from coo.analysis.promises import Promise
from coo.models import Process, Setting, Task
from coo.models.process import ProcessStatus
from coo.models.task import OPEN, TaskStatus
from kernel.core.workhours import WorkHours

PAST = 2000
"""So many of the newest finished ones of a kind say how long it usually takes."""
DUE_DATE, WORKFLOW, SETTINGS = "its due date", "its workflow", "the settings"
STATES = {
    "breached": "Broken",
    "warning": "Nearly up",
    "likely": "Likely late",
    "safe": "In time",
}
"""What the states of a promise are called, in the order of their weight."""
DUE_COLUMNS = (
    "pk", "due_at", "opened_at", "process_id", "process__due_at", "process__started_at",
    "process__workflow__sla_hours",
)  # fmt: skip
AT_RISK = ("breached", "warning", "likely")


@dataclass(frozen=True, slots=True)
class Standing:
    """An open process or task and what is left of its promise.

    `like` is the kind of work that it is compared with; `promised_by` says where its due time
    comes from; `tasks` are a process' own open tasks.
    """

    row: Any
    promise: Promise
    like: str
    promised_by: str
    tasks: tuple[Task, ...] = ()

    @property
    def is_process(self) -> bool:
        return isinstance(self.row, Process)

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return str(self.row)

    @property
    def key(self) -> str:
        return str(self.row.key)

    @property
    def at_risk(self) -> bool:
        return self.promise.state in AT_RISK

    @property
    def people(self) -> tuple[str, ...]:
        """Whoever has it now: the assignees, else the teams, of what is open."""
        rows = self.tasks or ((self.row,) if isinstance(self.row, Task) else ())
        names = [row.assignee or row.team for row in rows if row.status != TaskStatus.TODO]
        names = names or [row.assignee or row.team for row in rows[:1]]
        return tuple(dict.fromkeys(name for name in names if name))

    @property
    def who(self) -> str:
        """Its `people` as part of a sentence."""
        return ", ".join(self.people)


def standings(now: dt.datetime, hours: WorkHours, *, team: str = "") -> tuple[Standing, ...]:
    """All of them, the least working time left first; inside a scope.

    A `team` narrows tasks to its own, and processes to those that have an open task of it.
    """
    own = selectors.settings()
    found = [*_processes(own, now, hours, team), *_tasks(own, now, hours, team)]
    return tuple(sorted(found, key=lambda one: (one.promise.left_hours, one.promise.due, one.key)))


def due_of(row: Any, own: Setting, hours: WorkHours) -> tuple[dt.datetime, str] | None:
    """When a process or task is due, and what says so; None where nothing was promised."""
    if row.due_at is not None:
        return row.due_at, DUE_DATE
    if isinstance(row, Process):
        if row.workflow and row.workflow.sla_hours is not None:
            return _within(row.started_at, row.workflow.sla_hours, hours), WORKFLOW
        begun = row.started_at
    elif row.process_id is None:
        begun = row.opened_at
    else:
        return None
    if own.sla_hours is None:
        return None
    return _within(begun, own.sla_hours, hours), SETTINGS


def task_due(task: Task, own: Setting, hours: WorkHours) -> dt.datetime | None:
    """When a task is due, by itself or else with its process; None where nothing was promised."""
    due = due_of(task, own, hours)
    if due is None and task.process is not None:
        due = due_of(task.process, own, hours)
    return due[0] if due else None


def due_times(
    tasks: QuerySet[Any], own: Setting, hours: WorkHours
) -> dict[Any, dt.datetime | None]:
    """`task_due` of many tasks by their ids, without making rows of them."""
    found: dict[Any, dt.datetime | None] = {}
    known: dict[tuple[dt.datetime, Decimal], dt.datetime] = {}
    for pk, due, opened, process, process_due, started, sla in tasks.values_list(*DUE_COLUMNS):
        found[pk] = due or process_due
        promised = own.sla_hours if sla is None else sla
        if found[pk] is None and promised is not None:
            begun = started if process else opened
            if (begun, promised) not in known:
                known[begun, promised] = _within(begun, promised, hours)
            found[pk] = known[begun, promised]
    return found


def _within(begun: dt.datetime, promised: Decimal, hours: WorkHours) -> dt.datetime:
    return hours.after(begun, float(promised) * HOUR)


def _processes(own: Setting, now: dt.datetime, hours: WorkHours, team: str) -> list[Standing]:
    running = Process.objects.filter(status=ProcessStatus.RUNNING).select_related("workflow")
    rows = list(running.defer("workflow__steps").order_by("started_at", "pk"))
    tasks: dict[Any, list[Task]] = defaultdict(list)
    for task in Task.objects.filter(process__in=running, status__in=OPEN).order_by("opened_at"):
        tasks[task.process_id].append(task)
    if team:
        rows = [row for row in rows if any(task.team == team for task in tasks[row.pk])]
    by_workflow: dict[Any, list[Process]] = defaultdict(list)
    for row in rows:
        by_workflow[row.workflow_id].append(row)
    found = []
    for workflow, mine in by_workflow.items():
        done = Process.objects.filter(status=ProcessStatus.DONE, workflow=workflow)
        past = selectors.process_items(_newest(done, "finished_at"))
        like = mine[0].workflow.name if mine[0].workflow else "processes"
        found += _standing(mine, past, like, own, now, hours, tasks)
    return found


def _tasks(own: Setting, now: dt.datetime, hours: WorkHours, team: str) -> list[Standing]:
    rows = Task.objects.filter(status__in=OPEN)
    if team:
        rows = rows.filter(team=team)
    if own.sla_hours is None:
        rows = rows.filter(due_at__isnull=False)
    alone: dict[str, list[Task]] = defaultdict(list)
    for row in rows.order_by("opened_at", "pk"):
        alone[row.step if row.process_id else ""].append(row)
    found = []
    for step, mine in alone.items():
        done = Task.objects.filter(status=TaskStatus.DONE)
        done = done.filter(step=step) if step else done.filter(process__isnull=True)
        past = selectors.task_items(_newest(done, "finished_at"))
        found += _standing(mine, past, step or "tasks", own, now, hours, {})
    return found


def _newest(rows: Any, column: str) -> Any:
    """The newest finished rows, as a query that may be ordered again."""
    ids = rows.order_by(f"-{column}").values_list("pk", flat=True)[:PAST]
    return rows.model._default_manager.filter(pk__in=list(ids))


def _standing(
    rows: Sequence[Any],
    past: Iterable[Item],
    like: str,
    own: Setting,
    now: dt.datetime,
    hours: WorkHours,
    tasks: dict[Any, list[Task]],
) -> list[Standing]:
    due = {str(row.pk): due_of(row, own, hours) for row in rows}
    by_id = {str(row.pk): row for row in rows}
    items = [
        Item(str(row.pk), row.started_at if isinstance(row, Process) else row.opened_at, due=at[0])
        for row in rows
        if (at := due[str(row.pk)]) is not None
    ]
    told = sla_at_risk(items, list(past), now, hours, warning_hours=float(own.sla_warning_hours))
    return [
        Standing(
            row=by_id[one.key],
            promise=one,
            like=like,
            promised_by=due[one.key][1],  # type: ignore[index]
            tasks=tuple(tasks.get(by_id[one.key].pk, ())),
        )
        for one in told
    ]
