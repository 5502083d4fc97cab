"""The base of the ``{role}_cron_…`` commands: thin doors over slots, for an operator's hand.

A command makes the slots of one date, sends their tasks, waits for the runs, and ends with 1 where
one failed. It holds the scheduler's login and reads no tenant's rows.
"""

from __future__ import annotations

import datetime as dt
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from kernel.core.manifest import ScheduleSpec
from kernel.core.routing import find_function
from kernel.errors import KernelError
from kernel.runs import slots
from kernel.runs.crontimes import on
from kernel.runs.models import ScheduleSlot, SlotStatus
from kernel.runs.slots import Post
from kernel.tenancy.scope import DATABASE

OPEN = (SlotStatus.DUE, SlotStatus.SENT)


class CronCommand(BaseCommand):
    """One scheduled function by hand; subclasses name it as ``job``."""

    job: ClassVar[str]
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--tenant", action="append", default=[], help="slug or id; all tenants without it"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would run")
        parser.add_argument(
            "--date",
            type=dt.date.fromisoformat,
            help="the date to run for, as 2026-01-31; each workspace's own today without it",
        )
        parser.add_argument(
            "--timeout", type=float, default=600, help="seconds to wait for the runs (600)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest, spec, _ = find_function(self.job)
        except KernelError as error:
            raise CommandError(error.detail) from error
        if not isinstance(spec, ScheduleSpec):
            raise CommandError(f"{self.job} is no schedule of {manifest.name}.")
        wanted = self._posts(manifest.id, options["tenant"])
        times = {post: _time(spec.cron, post, options["date"]) for post in wanted}
        if options["dry_run"]:
            self._foretell(times)
            return
        found = self._send(times)
        self._wait(found, options["timeout"])
        self._report(found)

    def _posts(self, module: str, tenants: Sequence[str]) -> list[Post]:
        every = slots.posts(module)
        known = {post.tenant for post in every} | {str(post.tenant_id) for post in every}
        if unknown := [tenant for tenant in tenants if tenant not in known]:
            raise CommandError(f"No tenant with this module enabled: {', '.join(unknown)}.")
        return [p for p in every if not tenants or {p.tenant, str(p.tenant_id)} & set(tenants)]

    def _foretell(self, times: dict[Post, dt.datetime]) -> None:
        for post, moment in times.items():
            slot = _slot(self.job, post, moment)
            state = slot.status if slot else "would run"
            self.stdout.write(f"{_name(post, moment)}: {state}")
        self.stdout.write(f"{len(times)} workspaces; nothing was started.")

    def _send(self, times: dict[Post, dt.datetime]) -> dict[Post, ScheduleSlot]:
        """Each post's slot, with a task on its way unless it has succeeded before."""
        slots.make((p.tenant_id, p.workspace_id, self.job, t) for p, t in times.items())
        found = {}
        for post, moment in times.items():
            slot = _slot(self.job, post, moment)
            if slot is None:
                raise CommandError(f"{_name(post, moment)}: its slot is gone.")
            found[post] = slot
            if slot.status == SlotStatus.SUCCEEDED:
                continue
            if slot.status not in OPEN or slot.run_id is None:
                slots.send_again(slot)
        return found

    def _wait(self, found: dict[Post, ScheduleSlot], seconds: float) -> None:
        until, pause = time.monotonic() + seconds, 0.05
        while time.monotonic() < until:
            fresh = ScheduleSlot.objects.in_bulk([slot.pk for slot in found.values()])
            for post in found:
                found[post] = fresh[found[post].pk]
            if all(slot.status not in OPEN for slot in found.values()):
                return
            connections[DATABASE].close()
            time.sleep(pause)
            pause = min(pause * 1.5, 1.0)

    def _report(self, found: dict[Post, ScheduleSlot]) -> None:
        failed = 0
        for post, slot in found.items():
            words = f"{slot.status}{', ' + slot.error if slot.error else ''}"
            if slot.status in OPEN:
                words = "not finished in time; a worker will still finish it"
            failed += slot.status != SlotStatus.SUCCEEDED
            self.stdout.write(f"{_name(post, slot.scheduled_for)}: {words}")
        self.stdout.write(f"{len(found) - failed} of {len(found)} succeeded.")
        if failed:
            raise SystemExit(1)


def _time(cron: str, post: Post, date: dt.date | None) -> dt.datetime:
    """When the job was due in a workspace on a date, or on its own today."""
    zone, now = ZoneInfo(post.zone), timezone.now()
    if date is not None:
        return on(cron, zone, date)
    if post.as_of is not None:
        return on(cron, zone, post.as_of)
    return on(cron, zone, now.astimezone(zone).date(), now)


def _slot(job: str, post: Post, moment: dt.datetime) -> ScheduleSlot | None:
    return ScheduleSlot.objects.filter(
        tenant_id=post.tenant_id,
        workspace_id=post.workspace_id,
        job=job,
        scheduled_for=moment,
    ).first()


def _name(post: Post, moment: dt.datetime) -> str:
    local = moment.astimezone(ZoneInfo(post.zone))
    return f"{post.tenant}/{post.workspace} {local:%Y-%m-%d %H:%M} {post.zone}"
