"""Reading tasks, promises kept and work ahead, inside a read scope."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from coo import selectors
from coo.loads import ahead
from coo.models import Process, Task, TaskTransition
from coo.models.process import ProcessStatus
from coo.models.task import OPEN, TaskStatus
from coo.operating.contracts import OperatingInput
from coo.operating.ground import WEEK, Asked, Ground, Kept
from coo.promises import due_of, standings
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours


def read(ctx: RunContext, payload: OperatingInput) -> Ground | list[Need]:
    """The tasks of a workspace or a team; needs where none was ever finished."""
    rows = selectors.tasks()
    if payload.team:
        rows = rows.filter(team=payload.team)
        if not rows.exists():
            return [other_team(payload.team)]
    if not rows.filter(status=TaskStatus.DONE).exists():
        return [nothing_finished()]
    own, workspace = selectors.settings(), ctx.workspace
    asked = Asked(
        now=ctx.now,
        today=ctx.today,
        weeks=payload.weeks,
        first_weekday=workspace.first_weekday,
        wip_limit=own.wip_limit,
        team=payload.team,
    )
    return ground_of(asked, workspace.work_hours())


def ground_of(asked: Asked, hours: WorkHours) -> Ground:
    """Everything of one workspace, or of the team that was asked for."""
    rows = selectors.tasks()
    if asked.team:
        rows = rows.filter(team=asked.team)
    oldest = rows.aggregate(oldest=Min("opened_at"))["oldest"]
    begun = oldest.astimezone(hours.zone).date() if oldest else asked.today
    window = _window(asked, begun)
    before = window.preceding(window.days)
    since = dt.datetime.combine(before.first, dt.time(0), hours.zone)
    touched = rows.filter(Q(finished_at__isnull=True) | Q(finished_at__gte=since))
    named = rows.filter(status__in=OPEN).values_list("pk", "title")
    blocked = rows.filter(status=TaskStatus.BLOCKED).values_list("pk", flat=True)
    return Ground(
        asked=asked,
        hours=hours,
        window=window,
        items=tuple(selectors.task_items(touched)),
        titles={str(pk): title for pk, title in named},
        blocked=frozenset(str(pk) for pk in blocked),
        waiting=rows.filter(status=TaskStatus.TODO).count(),
        ahead=ahead(asked.now, hours, first_weekday=asked.first_weekday, team=asked.team),
        kept=kept(window, hours, asked.team),
        histories=_histories(rows, window, hours),
        has_before=begun <= before.first,
        overdue=tuple(
            one
            for one in standings(asked.now, hours, team=asked.team)
            if one.promise.state == "breached"
        ),
    )


def _window(asked: Asked, begun: dt.date) -> Window:
    """The weeks up to yesterday, or from the first task on where it came later."""
    full = Window.ending(asked.today - dt.timedelta(days=1), asked.weeks * WEEK)
    return Window(min(max(full.first, begun), full.last), full.last)


def _histories(
    rows: QuerySet[Task], window: Window, hours: WorkHours
) -> tuple[tuple[tuple[dt.datetime, str], ...], ...]:
    """The changes of status of the tasks finished in a window, each task's in their order.

    The tasks are fetched first: joined in one query, a database without statistics yet (those of
    rows that have just come in) compares every change with every task.
    """
    first, after = window.instants(hours.zone)
    done = rows.filter(status=TaskStatus.DONE, finished_at__gte=first, finished_at__lt=after)
    ids = list(done.values_list("pk", flat=True))
    changes = TaskTransition.objects.filter(task__in=ids).order_by("task_id", "position")
    found: dict[UUID, list[tuple[dt.datetime, str]]] = defaultdict(list)
    for task, moment, status in changes.values_list("task_id", "at", "to_status"):
        found[task].append((moment, status))
    return tuple(tuple(history) for history in found.values())


def kept(window: Window, hours: WorkHours, team: str = "") -> tuple[Kept, ...]:
    """The promises of processes and tasks that were finished since a window's first day."""
    own = selectors.settings()
    since = dt.datetime.combine(window.first, dt.time(0), hours.zone)
    found = []
    if not team:
        done = Process.objects.filter(status=ProcessStatus.DONE, finished_at__gte=since)
        for row in done.select_related("workflow").order_by("finished_at", "pk"):
            if (due := due_of(row, own, hours)) and row.finished_at:
                found.append(Kept(str(row.pk), True, due[0], row.finished_at))
    tasks = Task.objects.filter(status=TaskStatus.DONE, finished_at__gte=since)
    if team:
        tasks = tasks.filter(team=team)
    for task in tasks.order_by("finished_at", "pk"):
        if (due := due_of(task, own, hours)) and task.finished_at:
            found.append(Kept(str(task.pk), False, due[0], task.finished_at))
    return tuple(found)


def nothing_finished() -> Need:
    return Need(
        what="Tasks that are done",
        why="How long work takes is learnt from work that is finished.",
        question="Will you import a list of tasks, with those that are done?",
        agent="coo-ops-intake",
        rows="coo/tasks",
    )


def other_team(team: str) -> Need:
    return Need(
        what=f"Tasks of {team}",
        why="No task names that team.",
        question="Which team is meant, as tasks spell it?",
        rows="coo/tasks",
        field="team",
    )
