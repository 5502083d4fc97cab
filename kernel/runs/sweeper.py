"""What the broker lost or a worker left behind: rung for again, taken back, or declared dead."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction

from kernel.runs import chains, completion, events, leases, slots
from kernel.runs.doorbell import ring
from kernel.runs.leases import Lease
from kernel.runs.models import AgentRun
from kernel.runs.place import entered
from kernel.runs.states import FINISHED, RunStatus
from kernel.runs.worker import home_of, settle_without_rights
from kernel.tenancy.scope import DATABASE

log = structlog.get_logger("ubigrowth.runs")

WAIT_SECONDS = 10
AGAIN_SECONDS = 60
"""A run behind a long queue is rung for once a minute, so that doorbells do not pile up."""
LIMIT = 200


@dataclass(frozen=True, slots=True)
class Swept:
    """How many runs were rung for again, taken from workers that went silent, helped on as chains,
    and how many old slots were removed.
    """

    rung: int
    taken_back: int
    went_on: int = 0
    pruned: int = 0


def sweep() -> Swept:
    """One round over the queues of all tenants; what fails for one run does not stop the rest."""
    waiting = leases.overdue(LIMIT, WAIT_SECONDS, AGAIN_SECONDS)
    for run_id in waiting:
        ring(run_id)
    taken = 0
    for run_id in leases.lost(LIMIT):
        try:
            taken += take_back(run_id)
        except DatabaseError:
            log.exception("a lost run could not be taken back", run_id=str(run_id))
    went_on = 0
    for lease in leases.parked(LIMIT):
        try:
            went_on += look_after(lease)
        except DatabaseError:
            log.exception("a chain could not be looked after", run_id=str(lease.run_id))
    return Swept(len(waiting), taken, went_on, slots.prune())


def look_after(lease: Lease) -> bool:
    """Help a chain on whose last step has ended without it; True where it needed help.

    That happens where a run was ended past the code that ends runs. A step that still works, or
    waits, has a place in the queue of its own.
    """
    with transaction.atomic(using=DATABASE):
        scope = home_of(lease.run_id)
        if scope is None:
            leases.drop(lease.run_id)
            return False
        with entered(scope):
            run = AgentRun.objects.select_for_update().filter(pk=lease.run_id).first()
            if run is None:
                settle_without_rights(lease, scope)
                return True
            last = run.children.filter(step__isnull=False).order_by("-step").first()
            if last is None or last.status not in FINISHED or not chains.is_waiting(run):
                return False
            log.warning("a chain stood still", run_id=str(run.pk), step=last.step)
            completion.go_on(last)
    return True


def take_back(run_id: UUID) -> bool:
    """Let a run whose lease has ended wait again, or end it where its attempts are used up."""
    with transaction.atomic(using=DATABASE):
        lease = leases.take_back(run_id)
        if lease is None:
            return False
        scope = home_of(run_id)
        if scope is None:
            leases.drop(run_id)
            return False
        with entered(scope):
            run = AgentRun.objects.select_for_update().filter(pk=run_id).first()
            if run is None:
                settle_without_rights(lease, scope)
                return True
            run.fence = lease.fence
            if chains.cancel_asked(run):
                completion.end_before_work(run, RunStatus.CANCELLED, "cancelled")
                return True
            if lease.attempt >= leases.MAX_ATTEMPTS:
                words = "Its worker went silent at every attempt."
                completion.end_before_work(run, RunStatus.DEAD, "attempts_exhausted", words)
                return True
            run.status = RunStatus.QUEUED
            run.save(update_fields=["status", "fence", "updated_at"])
            events.add(run_id, [events.Event("lease_lost", detail={"attempt": lease.attempt})])
            leases.give_back(lease, 0)
    log.warning("a lease was lost", run_id=str(run_id), attempt=lease.attempt)
    ring(run_id)
    return True
