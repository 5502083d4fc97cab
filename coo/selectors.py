"""What the agents and screens of operations read, as the analysis takes it. Inside a scope."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from coo.analysis.events import EventLog, Passages, passages
from coo.analysis.items import Item
from coo.models import Process, ProcessEvent, Setting, Task
from coo.models.process import ProcessStatus
from coo.models.task import TaskStatus
from kernel.core.workhours import WorkHours

TASK_TIMES = ("pk", "opened_at", "started_at", "finished_at", "due_at")
PROCESS_TIMES = ("pk", "started_at", "finished_at", "due_at")


def settings() -> Setting:
    """What the workspace has decided, or what holds where it has decided nothing."""
    return Setting.objects.first() or Setting()


def tasks() -> QuerySet[Any]:
    """Every task that was not cancelled."""
    return Task.objects.exclude(status=TaskStatus.CANCELLED)


def task_items(rows: QuerySet[Any]) -> list[Item]:
    """Tasks as items, by their ids; what was put back to be done is not in work."""
    found = rows.order_by("opened_at", "pk").values_list("status", *TASK_TIMES)
    return [
        Item(str(pk), opened, None if status == TaskStatus.TODO else started, ended, due)
        for status, pk, opened, started, ended, due in found
    ]


def processes() -> QuerySet[Any]:
    """Every process that was not cancelled."""
    return Process.objects.exclude(status=ProcessStatus.CANCELLED)


def process_items(rows: QuerySet[Any]) -> list[Item]:
    """Processes as items: they begin when they are asked for."""
    found = rows.order_by("started_at", "pk").values_list(*PROCESS_TIMES)
    return [Item(str(pk), start, start, end, due) for pk, start, end, due in found]


def log_of(events: QuerySet[Any], hours: WorkHours) -> EventLog:
    """Events as a log whose cases are processes' ids, in the order of their time and place.

    Worked time is counted from the first event, so that only its own years are worked out.
    """
    ordered = events.order_by("at", "position", "pk")
    found = list(ordered.values_list("process_id", "activity", "at", "lifecycle"))
    if not found:
        return EventLog.of([])
    origin = found[0][2]
    return EventLog.of(
        [
            (str(case), activity, at.timestamp(), hours.between(origin, at), lifecycle)
            for case, activity, at, lifecycle in found
        ]
    )


def passages_of(events: QuerySet[Any], hours: WorkHours) -> Passages:
    """The passages through activities that a log of events shows."""
    return passages(log_of(events, hours))


def events() -> QuerySet[Any]:
    """Every event of a process that was not cancelled."""
    return ProcessEvent.objects.exclude(process__status=ProcessStatus.CANCELLED)
