"""Schedules: every job of every workspace at every time becomes one slot, then one task.

The scheduler's login makes the slots and sends the tasks; it reads no tenant's rows. A slot's task
runs as the app, in the scope of the schedule, and the slot ends as its run does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from django.db import connections
from django.utils import timezone

from kernel.core.manifest import ScheduleSpec
from kernel.core.registry import get_all_modules
from kernel.core.routing import find_function
from kernel.errors import KernelError
from kernel.ids import uuid7
from kernel.runs import doorbell, submission
from kernel.runs.api import run_kernel
from kernel.runs.crontimes import last_due
from kernel.runs.models import ScheduleSlot, SlotStatus
from kernel.tenancy.scope import DATABASE, Kind, tenant_scope

log = structlog.get_logger("ubigrowth.runs")

RESEND_SECONDS = 60
GIVEN_UP_AFTER = dt.timedelta(days=1)
KEPT_FOR = dt.timedelta(days=90)
PRUNED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Post:
    """A workspace in which a module is enabled, and since when."""

    tenant_id: UUID
    workspace_id: UUID
    tenant: str
    workspace: str
    zone: str
    as_of: dt.date | None
    module: str
    since: dt.datetime


def posts(module: str | None = None) -> list[Post]:
    """Every workspace of every tenant with its enabled modules; for the scheduler's login."""
    return [
        Post(*row)
        for row in _fetch(
            "SELECT t.id, w.id, t.slug, w.slug, w.timezone, t.as_of, m.module_id, "
            "greatest(w.created_at, m.updated_at) FROM tenants t "
            "JOIN workspaces w ON w.tenant_id = t.id "
            "JOIN tenant_modules m ON m.tenant_id = t.id AND m.enabled "
            "WHERE %s::text IS NULL OR m.module_id = %s ORDER BY t.slug, w.slug, m.module_id",
            module,
            module,
        )
    ]


def tick(now: dt.datetime | None = None) -> int:
    """Make the slots that are due by each workspace's own clock, and send what waits.

    The last due time alone counts, so that a schedule that was missed is caught up once. Tenants
    with a date of their own stand still. Answers how many tasks were sent.
    """
    moment = now or timezone.now()
    schedules: dict[str, tuple[ScheduleSpec, ...]] = {
        manifest.id: tuple(manifest.schedules.values()) for manifest in get_all_modules()
    }
    known: dict[tuple[str, str], dt.datetime | None] = {}
    wanted = []
    for post in posts():
        if post.as_of is not None:
            continue
        for spec in schedules.get(post.module, ()):
            key = (spec.cron, post.zone)
            if key not in known:
                known[key] = last_due(spec.cron, ZoneInfo(post.zone), moment)
            due = known[key]
            if due is not None and due >= post.since:
                wanted.append((post.tenant_id, post.workspace_id, spec.function, due))
    make(wanted)
    return send_waiting(moment)


def make(slots: Iterable[tuple[UUID, UUID, str, dt.datetime]]) -> None:
    """Make slots that are not there yet: tenant, workspace, job, moment."""
    ScheduleSlot.objects.bulk_create(
        [
            ScheduleSlot(
                id=uuid7(), tenant_id=tenant, workspace_id=workspace, job=job, scheduled_for=moment
            )
            for tenant, workspace, job, moment in slots
        ],
        ignore_conflicts=True,
    )


def send_waiting(moment: dt.datetime) -> int:
    """Send a task for each slot that is due, or whose task went astray; answers how many."""
    rows = _fetch(
        "UPDATE schedule_slots SET status = 'sent', sent_at = %s WHERE run_id IS NULL "
        "AND scheduled_for > %s AND (status = 'due' OR status = 'sent' AND sent_at < %s) "
        "RETURNING id",
        moment,
        moment - GIVEN_UP_AFTER,
        moment - dt.timedelta(seconds=RESEND_SECONDS),
    )
    for (slot_id,) in rows:
        send(slot_id)
    return len(rows)


def prune(moment: dt.datetime | None = None) -> int:
    """Remove slots that ended long ago; answers how many. The newest of a job always stays.

    A slot is what says that a job was done at its time, so one that could become due again, the
    last of its workspace, is kept however old it is. One of an old date that was sent lately is
    kept too: who sent it by hand waits for its end, and asking twice is to find it.
    """
    before = (moment or timezone.now()) - KEPT_FOR
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(
            "DELETE FROM schedule_slots WHERE id IN (SELECT s.id FROM schedule_slots s "
            "WHERE greatest(s.scheduled_for, s.sent_at) < %s "
            "AND s.status IN ('succeeded', 'failed') AND EXISTS ("
            "SELECT 1 FROM schedule_slots n WHERE n.tenant_id = s.tenant_id "
            "AND n.workspace_id = s.workspace_id AND n.job = s.job "
            "AND n.scheduled_for > s.scheduled_for) LIMIT %s)",
            [before, PRUNED_AT_ONCE],
        )
        return int(cursor.rowcount)


def send(slot_id: UUID) -> bool:
    """Send the task of one slot."""
    return doorbell.send("kernel.runs.slot", [str(slot_id)], "runs")


def send_again(slot: ScheduleSlot) -> None:
    """Send a slot's task anew, whatever became of it before."""
    slot.status, slot.sent_at, slot.run_id, slot.error = SlotStatus.SENT, timezone.now(), None, ""
    slot.save(update_fields=["status", "sent_at", "run_id", "error"])
    send(slot.pk)


def start(slot_id: UUID) -> UUID | None:
    """Start the run of a slot, once; None where that is done already or was refused.

    A refusal is written into the slot.
    """
    slot = ScheduleSlot.objects.filter(pk=slot_id).first()
    if slot is None:
        log.warning("a slot is gone", slot=str(slot_id))
        return None
    token = submission.door.set("cron")
    try:
        return _start(slot)
    except KernelError as error:
        log.warning("a schedule was refused", job=slot.job, code=error.code)
        ScheduleSlot.objects.filter(pk=slot_id, run_id=None).update(
            status=SlotStatus.FAILED, error=f"{error.code}: {error.detail}"[:500]
        )
        return None
    finally:
        submission.door.reset(token)


def _start(slot: ScheduleSlot) -> UUID | None:
    manifest, spec, _ = find_function(slot.job)
    with tenant_scope(slot.tenant_id, slot.workspace_id, kind=Kind.SCHEDULE, principal=slot.job):
        held = ScheduleSlot.objects.select_for_update().get(pk=slot.pk)
        if held.run_id is not None or held.status not in (SlotStatus.DUE, SlotStatus.SENT):
            return None
        result = run_kernel(
            manifest.id, spec.mode, slot.tenant_id, slot.workspace_id, {}, agent=slot.job
        )
        held.run_id, held.status = result.run_id, SlotStatus.SENT
        held.save(update_fields=["run_id", "status"])
    return result.run_id


def _fetch(sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(sql, arguments)
        return list(cursor.fetchall())
