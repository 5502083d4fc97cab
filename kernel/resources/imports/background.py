"""Large imports, and the undoing of large ones, carried by a worker for the person who asked.

The batch's row is the truth: it waits, is being carried, or is back where it was with the reason.
Rows are written in one transaction, so whatever ends a worker leaves nothing behind, and the next
attempt begins anew. Messages only say where to look; one that is lost is sent again by `sweep`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Event, Thread
from uuid import UUID

import structlog
from celery.exceptions import SoftTimeLimitExceeded
from django.db import DatabaseError, connections, transaction
from django.db.models import Q
from django.utils import timezone

from kernel.errors import ConflictError, KernelError
from kernel.resources.imports import chunks
from kernel.resources.imports.parsing import KEPT_REFUSALS
from kernel.resources.imports.running import MOST_ROWS, RefusedRowsError, run_import
from kernel.resources.imports.undoing import kind_for_batch, undo
from kernel.resources.models import BatchStatus, ImportBatch
from kernel.runs.doorbell import send
from kernel.tenancy.access import access
from kernel.tenancy.scope import DATABASE, Kind, require_scope, tenant_scope

TASK, QUEUE = "kernel.resources.carry", "runs"
PULSE_SECONDS = 2.0
SILENT = dt.timedelta(seconds=60)
"""After this long without a sign of life another worker may begin anew."""

WAITING = (BatchStatus.QUEUED, BatchStatus.UNDO_QUEUED)
UNDER_WAY = (BatchStatus.RUNNING, BatchStatus.UNDOING)
BEFORE = {
    BatchStatus.QUEUED: BatchStatus.UPLOADED,
    BatchStatus.RUNNING: BatchStatus.UPLOADED,
    BatchStatus.UNDO_QUEUED: BatchStatus.IMPORTED,
    BatchStatus.UNDOING: BatchStatus.IMPORTED,
}
"""Where a batch goes back to when an attempt comes to nothing."""

log = structlog.get_logger("ubigrowth.imports")


@dataclass(frozen=True)
class Place:
    """Where a batch is, and for whom it is carried."""

    tenant: UUID
    workspace: UUID
    person: UUID
    batch: UUID

    def scope(self) -> AbstractContextManager[object]:
        """The scope of that person in that workspace."""
        return tenant_scope(self.tenant, self.workspace, principal=self.person)

    def ring(self) -> None:
        """Tell the workers."""
        names = (self.tenant, self.workspace, self.person, self.batch)
        send(TASK, [str(name) for name in names], QUEUE)


def start(batch: ImportBatch, *, accept_partial: bool = False) -> None:
    """Let a worker import an uploaded batch, or undo an imported one, after this transaction.

    Raises KernelError role_not_allowed, and ConflictError already_finished where there is
    nothing to do with it now.
    """
    access().require_write(batch.module)
    scope = require_scope()
    if scope.kind is not Kind.USER or scope.user_id is None:
        detail = "Large imports are carried for a person: sign in, or use the command import_csv."
        raise KernelError("role_not_allowed", detail=detail)
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    after = {
        BatchStatus.UPLOADED: BatchStatus.QUEUED,
        BatchStatus.IMPORTED: BatchStatus.UNDO_QUEUED,
    }.get(BatchStatus(held.status))
    if after is None:
        raise ConflictError(f"It is {held.get_status_display().lower()}.", code="already_finished")
    held.status, held.asked_by_id, held.beat_at = after, scope.user_id, timezone.now()
    held.rows_done, held.problem, held.cancel_asked = 0, "", False
    if after is BatchStatus.QUEUED:
        held.accept_partial = accept_partial
    held.save()
    place = place_of(held)
    transaction.on_commit(place.ring, using=DATABASE)


def place_of(batch: ImportBatch) -> Place:
    """Where a batch is that was started for somebody."""
    assert batch.asked_by_id is not None
    return Place(batch.tenant_id, batch.workspace_id, batch.asked_by_id, batch.pk)


def cancel(batch: ImportBatch) -> None:
    """Stop what a worker does with a batch, or was to do; nothing of it stays.

    Raises ConflictError already_finished where no worker has it.
    """
    access().require_write(batch.module)
    held = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if held.status not in BEFORE:
        raise ConflictError(f"It is {held.get_status_display().lower()}.", code="already_finished")
    if held.status in WAITING or is_silent(held):
        held.status, held.problem = BEFORE[BatchStatus(held.status)], "It was stopped."
    else:
        held.cancel_asked = True
    held.save(update_fields=["status", "problem", "cancel_asked", "updated_at"])


def is_silent(batch: ImportBatch) -> bool:
    """Whether the worker that has the batch has not shown itself for too long."""
    return (
        batch.status in UNDER_WAY
        and batch.beat_at is not None
        and batch.beat_at < timezone.now() - SILENT
    )


def carry(place: Place) -> bool:
    """Do what a batch waits for; False where it waits for nothing, or another worker has it."""
    with place.scope():
        batch = _claimed(place.batch)
        if batch is None:
            return False
    with structlog.contextvars.bound_contextvars(import_id=str(place.batch)):
        try:
            with Pulse(place) as pulse:
                _work(place, batch, pulse)
        except RefusedRowsError as refusal:
            _give_back(place, refusal.detail, refusal)
        except ConflictError as refusal:
            listed = " ".join(error["detail"] for error in refusal.errors)
            _give_back(place, f"{refusal.detail} {listed}".strip())
        except KernelError as refusal:
            _give_back(place, refusal.detail)
        except SoftTimeLimitExceeded:
            _give_back(place, "It took longer than an hour and was stopped. Split the file.")
        except Exception:
            log.exception("a large import broke off")
            _give_back(place, "It broke off by a fault of ours. Nothing was changed; try again.")
    return True


def _claimed(batch_id: UUID) -> ImportBatch | None:
    """Take a waiting batch, or one whose worker went silent; None where there is none."""
    batch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .filter(pk=batch_id)
        .filter(Q(status__in=WAITING) | Q(status__in=UNDER_WAY))
        .first()
    )
    if batch is None or (batch.status in UNDER_WAY and not is_silent(batch)):
        return None
    undoing = batch.status in (BatchStatus.UNDO_QUEUED, BatchStatus.UNDOING)
    batch.status = BatchStatus.UNDOING if undoing else BatchStatus.RUNNING
    batch.beat_at, batch.rows_done = timezone.now(), 0
    batch.save(update_fields=["status", "beat_at", "rows_done", "updated_at"])
    return batch


def _work(place: Place, batch: ImportBatch, pulse: Pulse) -> None:
    with place.scope():
        if batch.status == BatchStatus.UNDOING:
            undo(batch.pk)
            return
        with chunks.opened(batch) as content:
            run_import(
                kind_for_batch(batch),
                content,
                accept_partial=batch.accept_partial,
                door=batch.door,
                name=batch.file_name,
                mapping=batch.mapping,
                options=batch.options,
                batch=batch,
                limit=MOST_ROWS,
                progress=pulse.read,
            )


def _give_back(place: Place, problem: str, refusal: RefusedRowsError | None = None) -> None:
    """Put a batch back where it was, with the reason; what was written is rolled back by now."""
    with place.scope():
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=place.batch)
        if batch.status not in UNDER_WAY:
            return
        batch.status, batch.problem = BEFORE[BatchStatus(batch.status)], problem
        if refusal is not None:
            found = refusal.found
            batch.rows_total, batch.rows_refused = found.total, found.refused
            batch.refused = [one.as_json() for one in found.refusals[:KEPT_REFUSALS]]
        batch.save()


class Pulse:
    """Says from a connection of its own how far a batch is, and listens for who wants it to stop.

    What the worker writes is seen only at its end, since all of it is one transaction.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.done = 0
        self._told = -1
        self._stop, self._ended = Event(), Event()
        self._thread = Thread(target=self._beat, name="import-pulse", daemon=True)

    def __enter__(self) -> Pulse:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def read(self, done: int) -> None:
        """Note how many rows were read; raises KernelError cancelled where it is to stop."""
        self.done = done
        if self._stop.is_set():
            raise KernelError("cancelled", detail="It was stopped.")

    def _beat(self) -> None:
        while not self._ended.wait(PULSE_SECONDS):
            try:
                with self.place.scope():
                    batch = ImportBatch.objects.filter(pk=self.place.batch)
                    batch.update(beat_at=timezone.now(), rows_done=self.done)
                    if batch.filter(cancel_asked=True).exists():
                        self._stop.set()
            except (DatabaseError, KernelError) as error:
                log.warning("the pulse of an import was missed", error=str(error))
            finally:
                connections[DATABASE].close()


def sweep(ring: Callable[[Place], None] = Place.ring) -> int:
    """Ring again for batches that no worker has shown itself for; answers how many."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(
            "SELECT tenant_id, workspace_id, person_id, batch_id FROM auth.silent_imports(%s)",
            [SILENT.total_seconds()],
        )
        places = [Place(*row) for row in cursor.fetchall()]
    for place in places:
        ring(place)
    return len(places)


def erase_old() -> int:
    """Erase every workspace's files that came in more than 30 days ago; answers the pieces."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("SELECT auth.erase_old_imports(%s)", [chunks.KEPT.days])
        row = cursor.fetchone()
    return int(row[0]) if row else 0
