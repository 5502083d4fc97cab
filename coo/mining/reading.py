"""Reading event logs by workflow, inside a read scope."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from coo import selectors
from coo.mining.contracts import MiningInput
from coo.mining.ground import Case, Flowing, Ground, Log, Logs, Waiting
from coo.models import Process, ProcessEvent, Task, Workflow
from coo.models.process import ProcessStatus
from coo.models.task import CLOSED, TaskPriority, TaskStatus
from coo.models.workflow import WorkflowStatus
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours

MOST_EVENTS = 400_000
MOST_FLOWS = 6
SHORTER = (12, 6, 3, 1)
DAYS_OF_A_MONTH = 30.4375
COLUMNS = ("pk", "key", "subject", "workflow_id", "started_at", "finished_at")


def read(ctx: RunContext, payload: MiningInput) -> Ground | list[Need]:
    """The logs of a workspace; needs where no case has an event."""
    until = min(payload.until or ctx.today, ctx.today)
    if not ProcessEvent.objects.exists():
        return [no_log()]
    place = ctx.workspace
    found = ground_of(
        until, payload.months, place.work_hours(), payload.workflow, place.first_weekday
    )
    if not found.flows:
        return [other_workflow(payload.workflow)] if payload.workflow else [no_case(found.window)]
    return found


def ground_of(
    until: dt.date, months: int, hours: WorkHours, workflow: str = "", first_weekday: int = 1
) -> Ground:
    """The busiest logs of the months up to a day, each followed through."""
    found = logs_of(until, months, hours, workflow)
    flows = tuple(
        flowing(one, found.window, hours, first_weekday) for one in found.logs[:MOST_FLOWS]
    )
    return Ground(found.window, workflow, found.months, found.shortened, flows)


def logs_of(
    until: dt.date,
    months: int,
    hours: WorkHours,
    workflow: str = "",
    *,
    most_events: int = MOST_EVENTS,
) -> Logs:
    """Cases done in the months up to a day, and those that run, by workflow.

    Where more than `most_events` events belong to them, the period is shortened until they fit.
    """
    names = _names()
    asked = [pk for pk, name in names.items() if name.casefold() == workflow.casefold()]
    looked, window = months, window_of(until, months)
    rows = cases_of(window, hours).none()
    for tried in [months, *(one for one in SHORTER if one < months)]:
        looked, window = tried, window_of(until, tried)
        rows = cases_of(window, hours)
        rows = rows.filter(workflow__in=asked) if workflow else rows
        ids = list(rows.values_list("pk", flat=True))
        if ProcessEvent.objects.filter(process__in=ids)[:most_events].count() < most_events:
            break
    by_name: dict[str, dict[str, Case]] = defaultdict(dict)
    for pk, key, subject, of, started, finished in rows.values_list(*COLUMNS):
        by_name[names.get(of, "")][str(pk)] = Case(str(pk), subject or key, started, finished)
    logged = _logged(by_name)
    busiest = sorted(logged, key=lambda name: (-len(logged[name]), name))
    logs = (Log(name, _versions(names, name), logged[name]) for name in busiest)
    return Logs(window, looked, looked < months, tuple(logs))


def window_of(until: dt.date, months: int) -> Window:
    """So many months that end with a day."""
    return Window.ending(until, round(months * DAYS_OF_A_MONTH))


def cases_of(window: Window, hours: WorkHours) -> QuerySet[Any]:
    """Cases that were done in the window, and those that run and began by its end."""
    first, last = window.edges(hours.zone)
    done = Q(status=ProcessStatus.DONE, finished_at__gte=first, finished_at__lte=last)
    return Process.objects.filter(done | Q(status=ProcessStatus.RUNNING, started_at__lte=last))


def _names() -> dict[UUID, str]:
    return dict(Workflow.objects.values_list("pk", "name"))


def _versions(names: Mapping[UUID, str], name: str) -> tuple[UUID, ...]:
    return tuple(sorted(pk for pk, one in names.items() if one == name))


def _logged(by_name: Mapping[str, dict[str, Case]]) -> dict[str, dict[str, Case]]:
    """The cases that have an event at all, by workflow."""
    ids = [UUID(pk) for cases in by_name.values() for pk in cases]
    events = ProcessEvent.objects.filter(process__in=ids).order_by()
    having = set(map(str, events.values_list("process_id", flat=True).distinct()))
    found = {
        name: {pk: one for pk, one in cases.items() if pk in having}
        for name, cases in by_name.items()
    }
    return {name: cases for name, cases in found.items() if cases}


def flowing(log: Log, window: Window, hours: WorkHours, first_weekday: int = 1) -> Flowing:
    """The passages of a log's cases, and what waits to be begun in them."""
    events = ProcessEvent.objects.filter(process__in=list(log.cases))
    steps = selectors.passages_of(events, hours)
    waiting = _waiting(log.workflow, log.cases)
    return Flowing(
        log.workflow, log.versions, log.cases, steps, hours, window, waiting, first_weekday
    )


def _waiting(name: str, cases: Iterable[str]) -> tuple[Waiting, ...]:
    """Tasks of running cases that nobody has begun though all before them are closed."""
    versions = Workflow.objects.filter(name=name).exclude(status=WorkflowStatus.DRAFT)
    row = versions.order_by("status", "-version").first()
    if not name or row is None:
        return ()
    steps = {step["key"]: step for step in row.steps}
    running = list(
        Process.objects.filter(
            status=ProcessStatus.RUNNING, workflow__name=name, pk__in=list(cases)
        ).values_list("pk", flat=True)
    )
    tasks: dict[Any, dict[str, Any]] = defaultdict(dict)
    columns = ("pk", "process_id", "step", "status", "priority")
    for pk, process, step, status, priority in Task.objects.filter(process__in=running).values_list(
        *columns
    ):
        tasks[process][step] = (pk, status, priority)
    found = []
    for own in tasks.values():
        for key, (pk, status, priority) in own.items():
            if status != TaskStatus.TODO or key not in steps:
                continue
            before = steps[key].get("depends_on", ())
            if all(own.get(one, (None, TaskStatus.DONE))[1] in CLOSED for one in before):
                urgent = priority in (TaskPriority.HIGH, TaskPriority.URGENT)
                found.append(Waiting(pk, steps[key]["name"], urgent))
    return tuple(sorted(found, key=lambda one: str(one.id)))


def no_log() -> Need:
    return Need(
        what="An event log",
        why="How cases flow is read from what was done in each of them, and when.",
        question="Will you import a log with case, activity and time, as CSV or XES?",
        agent="coo-ops-intake",
        rows="coo/process-events",
    )


def no_case(window: Window) -> Need:
    return Need(
        what="Cases in the period",
        why="No case with events was done in it, and none runs.",
        question="Will you look at an earlier day, or at more months?",
        rows="coo/processes",
        field="until",
    )


def other_workflow(name: str) -> Need:
    return Need(
        what=f"Cases of {name}",
        why="No case with events belongs to a workflow of that name in the period.",
        question="Which workflow is meant, as it is spelled?",
        rows="coo/workflows",
        field="workflow",
    )
