"""Rows of two businesses' work, for the tests of delivery and operations."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any
from uuid import UUID

from coo.models import Capacity, Process, Setting, Task, Workflow
from coo.models.process import ProcessStatus
from coo.models.task import TaskStatus
from kernel.core.workhours import WorkHours
from kernel.tenancy import clock
from kernel.tenancy.models import Tenant, Workspace
from kernel.tenancy.scope import require_scope

TODAY = dt.date(2026, 1, 30)
HOUR = 3600


def stand_still(day: dt.date = TODAY) -> None:
    """The tenant's clock stands on a Friday."""
    Tenant.objects.filter(pk=require_scope().tenant_id).update(as_of=day)


def office() -> WorkHours:
    """The hours of the open workspace, its years worked out once."""
    return _hours(require_scope().workspace_id)


@cache
def _hours(workspace: UUID) -> WorkHours:
    return Workspace.objects.get(pk=workspace).work_hours()


def morning(back: int = 0) -> dt.datetime:
    """Nine o'clock, so many working days before today."""
    hours = office()
    day = dt.datetime.combine(TODAY, dt.time(9), hours.zone)
    return hours.after(day, -back * 8 * HOUR) if back else day


def made(title: str, opened: dt.datetime, **values: Any) -> Task:
    """A task that is not stored yet; `hours` finishes it so much later, started at once."""
    hours = values.pop("hours", None)
    if hours is not None:
        begun = values.setdefault("started_at", opened)
        values |= {
            "finished_at": office().after(begun, hours * HOUR),
            "status": TaskStatus.DONE,
        }
    return Task(title=title, opened_at=opened, **values)


def task(title: str, opened: dt.datetime, **values: Any) -> Task:
    """The same, stored."""
    row = made(title, opened, **values)
    row.save(force_insert=True)
    return row


def past(team: str = "Desk", days: int = 40, a_day: int = 2, title: str = "Answer mail") -> None:
    """So many tasks finished on each of the last working days, a little longer each."""
    begins = {back: morning(back) for back in range(2, days + 2)}
    Task.objects.bulk_create(
        made(f"{title} {back}.{turn}", begins[back], team=team, assignee="Ada",
             hours=1 + back % 7 + turn, estimate_hours=2)
        for back in range(2, days + 2)
        for turn in range(a_day)
    )  # fmt: skip


def waiting(count: int = 9, team: str = "Desk", title: str = "Sort parcels") -> list[Task]:
    """Open tasks without a due time."""
    opened = morning(1)
    return Task.objects.bulk_create(
        made(f"{title} {number}", opened, team=team, assignee="Ada", estimate_hours=3)
        for number in range(count)
    )


def promised(sla: int) -> Workflow:
    """The workflow of orders, with what it promises."""
    step = {
        "key": "pack",
        "name": "Pack",
        "role": "Desk",
        "optimistic": 1,
        "likely": 2,
        "pessimistic": 4,
        "depends_on": [],
    }
    row, _ = Workflow.objects.get_or_create(
        name="Order",
        version=1,
        defaults={"sla_hours": sla, "status": "active", "steps": [step]},
    )
    return row


def order(key: str, left: float, subject: str = "", sla: int = 80, **values: Any) -> Process:
    """A running process whose workflow leaves it so many working hours from now, with a task."""
    workflow, hours = promised(sla), office()
    started = hours.after(clock.now(), (left - sla) * HOUR)
    row = Process.objects.create(
        key=key, subject=subject or f"Order {key}", workflow=workflow, started_at=started, **values
    )
    task(f"Pack {key}", started, process=row, step="pack", team="Desk", assignee="Bo")
    return row


def finished_orders(count: int = 20, sla: int = 80) -> None:
    """Orders that are done, well within their promise."""
    workflow = promised(sla)
    hours = office()
    begun = [hours.after(morning(), -8 * HOUR * (20 + number)) for number in range(count)]
    Process.objects.bulk_create(
        Process(
            key=f"D-{number}",
            subject=f"Old order {number}",
            workflow=workflow,
            status=ProcessStatus.DONE,
            started_at=start,
            finished_at=hours.after(start, (20 + number) * HOUR),
        )
        for number, start in enumerate(begun)
    )


def decided(**values: Any) -> Setting:
    """The operations settings."""
    row, _ = Setting.objects.update_or_create(defaults=values)
    return row


def hours_of(who: str, week: float, kind: str = "person") -> Capacity:
    """What somebody has a week, since long ago."""
    return Capacity.objects.create(
        who=who, kind=kind, hours_week=week, starts_on=dt.date(2024, 1, 1)
    )
