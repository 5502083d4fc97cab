"""Reading tasks, cases and logs into the intake's ground, inside a read scope."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Any

from django.db.models import Count, Q, QuerySet

from coo import selectors
from coo.intake.contracts import IntakeInput
from coo.intake.ground import Counted, Ground, Known, Log
from coo.models import Capacity, Process, ProcessEvent, Task, Workflow
from coo.models.process import ProcessStatus
from coo.models.task import OPEN
from coo.models.workflow import WorkflowStatus
from kernel.core.contracts import Need, RunContext
from kernel.core.workhours import WorkHours

MOST_CASES = 5000
"""So many of the newest cases make the map."""
MOST_NAMED = 200
"""Rows that a figure names one by one."""
MOSTLY = 0.8
"""Who does so much of an activity is its role."""
MOST_PEOPLE = 12


def read(ctx: RunContext, payload: IntakeInput) -> Ground | list[Need]:
    """All work that is stored; needs where nothing is."""
    tasks, processes = Task.objects.all(), Process.objects.all()
    if payload.since:
        start = dt.datetime.combine(payload.since, dt.time(), ctx.workspace.work_hours().zone)
        tasks = tasks.filter(opened_at__gte=start)
        processes = processes.filter(started_at__gte=start)
    if not tasks.exists() and not processes.exists():
        return [_nothing()]
    hours = ctx.workspace.work_hours()
    waiting = tasks.filter(status__in=OPEN)
    free = processes.filter(workflow=None).exclude(status=ProcessStatus.CANCELLED)
    undated = waiting.filter(due_at=None).filter(
        Q(process=None) | Q(process__due_at=None, process__workflow__sla_hours=None)
    )
    if selectors.settings().sla_hours is not None:
        undated = undated.none()
    done = processes.filter(status=ProcessStatus.DONE)
    return Ground(
        payload=payload,
        today=ctx.today,
        hours=hours,
        tasks=_by_status(tasks),
        unowned=_counted(waiting.filter(assignee="", team="")),
        unestimated=_counted(waiting.filter(estimate_hours=None)),
        undated=_counted(undated),
        processes=_by_status(processes),
        free=_counted(free),
        finished=selectors.process_items(_newest(done)),
        log=_log(processes, hours, ctx.now),
        known=_known(waiting),
    )


def _nothing() -> Need:
    return Need(
        what="A list of tasks or an event log",
        why="There is no work to look at yet.",
        question="Will you import tasks (a table, or an export of Jira, Asana or Trello) or an "
        "event log (CSV or XES) under Imports?",
        rows="coo/tasks",
    )


def _by_status(rows: QuerySet[Any]) -> dict[str, int]:
    return dict(rows.order_by().values_list("status").annotate(n=Count("pk")))


def _counted(rows: QuerySet[Any]) -> Counted:
    ids = tuple(rows.order_by("pk").values_list("pk", flat=True)[: MOST_NAMED + 1])
    if len(ids) > MOST_NAMED:
        return Counted(rows.count())
    return Counted(len(ids), ids)


def _newest(rows: QuerySet[Any]) -> QuerySet[Any]:
    ids = rows.order_by("-started_at").values_list("pk", flat=True)[:MOST_CASES]
    return Process.objects.filter(pk__in=list(ids))


def _log(processes: QuerySet[Any], hours: WorkHours, now: dt.datetime) -> Log | None:
    """The events of cases without a workflow, else of the workflow with the most cases."""
    counted = ProcessEvent.objects.order_by().values_list("process").annotate(n=Count("pk"))
    events_of = dict(counted)
    known = processes.exclude(status=ProcessStatus.CANCELLED).order_by("-started_at")
    by_workflow: dict[Any, list[Any]] = defaultdict(list)
    for key, workflow in known.values_list("pk", "workflow"):
        if key in events_of:
            by_workflow[workflow].append(key)
    if not by_workflow:
        return None
    largest = max(by_workflow, key=lambda key: len(by_workflow[key]))
    chosen = None if None in by_workflow else largest
    cases = by_workflow[chosen][:MOST_CASES]
    single = sorted(key for key in cases if events_of[key] == 1)
    events = ProcessEvent.objects.filter(process__in=cases)
    return Log(
        workflow="" if chosen is None else str(Workflow.objects.get(pk=chosen).name),
        passages=selectors.passages_of(events, hours),
        events=sum(events_of[key] for key in cases),
        cases=len(cases),
        people=_people(events),
        single=Counted(len(single), tuple(single) if len(single) <= MOST_NAMED else ()),
        future=_counted(events.filter(at__gt=now)),
    )


def _people(events: QuerySet[Any]) -> dict[str, str]:
    """Who nearly always does an activity."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = events.order_by().values_list("activity", "resource").annotate(n=Count("pk"))
    for activity, resource, count in rows:
        found[activity][resource] += count
    mostly = {}
    for activity, people in found.items():
        name, count = people.most_common(1)[0]
        if name and count >= MOSTLY * people.total():
            mostly[activity] = name
    return mostly


def _known(waiting: QuerySet[Any]) -> Known:
    rows = list(Workflow.objects.order_by("name", "version").values_list(
        "name", "version", "status", "sla_hours"
    ))  # fmt: skip
    versions: dict[str, tuple[int, bool]] = {}
    for name, version, status, _ in rows:
        in_use = status == WorkflowStatus.ACTIVE
        next_one = version if in_use or status == WorkflowStatus.DRAFT else version + 1
        if not versions.get(name, (0, False))[1] or in_use:
            versions[name] = (next_one, in_use)
    active = [row for row in rows if row[2] == WorkflowStatus.ACTIVE]
    said = set(Capacity.objects.values_list("who", flat=True))
    busy = waiting.exclude(assignee="").order_by().values_list("assignee")
    ranked = busy.annotate(n=Count("pk")).order_by("-n", "assignee")
    unsaid = [name for name, _ in ranked if name not in said]
    return Known(
        workflows=len({row[0] for row in rows}),
        active=len(active),
        promised=any(row[3] is not None for row in active)
        or selectors.settings().sla_hours is not None,
        versions=versions,
        unsaid=tuple(unsaid[:MOST_PEOPLE]),
        with_capacity=len(said),
    )
