"""Reading open work, the pace of the past and promises, inside a read scope."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Min, QuerySet

from coo import selectors
from coo.analysis.items import Item
from coo.delivery.contracts import DeliveryInput
from coo.delivery.ground import Asked, Ground, Work
from coo.models import Task
from coo.models.task import OPEN, TaskStatus
from coo.promises import standings
from kernel.core.contracts import Need, RunContext
from kernel.core.windows import Window
from kernel.core.workhours import WorkHours

WEEK = 7
COLUMNS = ("pk", "opened_at", "started_at", "finished_at", "due_at", "status", "team", "title")


def read(ctx: RunContext, payload: DeliveryInput) -> Ground | list[Need]:
    """The tasks of a workspace or a team; needs where there are none."""
    own, hours = selectors.settings(), ctx.workspace.work_hours()
    asked = Asked(
        now=ctx.now,
        today=ctx.today,
        history_weeks=payload.history_weeks,
        outlook_weeks=own.forecast_weeks,
        warning_hours=float(own.sla_warning_hours),
        team=payload.team,
        by=payload.by,
    )
    if not selectors.tasks().exists():
        promised = standings(ctx.now, hours)
        return ground_of(asked, hours) if promised else [nothing_open()]
    if payload.team and not selectors.tasks().filter(team=payload.team).exists():
        return [other_team(payload.team)]
    return ground_of(asked, hours)


def ground_of(asked: Asked, hours: WorkHours) -> Ground:
    """Everything of one workspace, or of the team that was asked for."""
    rows = selectors.tasks()
    if asked.team:
        rows = rows.filter(team=asked.team)
    window = _window(rows, asked, hours)
    first, last = window.edges(hours.zone)
    done = rows.filter(status=TaskStatus.DONE, finished_at__gte=first, finished_at__lte=last)
    arrived = rows.filter(opened_at__gte=first, opened_at__lte=last)
    return Ground(
        asked=asked,
        hours=hours,
        window=window,
        open=_work(rows.filter(status__in=OPEN)),
        done=_work(done),
        arrived=tuple(
            (moment.astimezone(hours.zone).date(), team)
            for moment, team in arrived.order_by("opened_at", "pk").values_list("opened_at", "team")
        ),
        standings=standings(asked.now, hours, team=asked.team),
    )


def _window(rows: QuerySet[Task], asked: Asked, hours: WorkHours) -> Window:
    """The weeks that end with yesterday, or with the first task where it came later."""
    full = Window.ending(asked.today - dt.timedelta(days=1), asked.history_weeks * WEEK)
    oldest = rows.aggregate(oldest=Min("opened_at"))["oldest"]
    if oldest is None:
        return full
    first = oldest.astimezone(hours.zone).date()
    return Window(min(max(full.first, first), full.last), full.last)


def _work(rows: QuerySet[Any]) -> tuple[Work, ...]:
    return tuple(
        Work(
            Item(str(pk), opened, None if status == TaskStatus.TODO else started, ended, due),
            status,
            team,
            title,
        )
        for pk, opened, started, ended, due, status, team, title in rows.order_by(
            "opened_at", "pk"
        ).values_list(*COLUMNS)
    )


def nothing_open() -> Need:
    return Need(
        what="Tasks",
        why="When work is finished follows from how much was finished before.",
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
