"""The queue's rows: taken with a lease and a fence, kept alive, given back.

Plain SQL on an allow-listed table: it is asked before any tenant is known, and by the database's
clock alone, so that two machines never disagree about a lease.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, connections

from kernel.tenancy.scope import DATABASE

LEASE_SECONDS = 30
HEARTBEAT_SECONDS = 10
MAX_ATTEMPTS = 3
BACKOFF_SECONDS = (5, 30)
"""The wait after the first and the second attempt."""
CHAIN_SECONDS = 60
"""How often the sweeper looks at a run that waits for its steps."""

log = structlog.get_logger("ubigrowth.runs")


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a run until it is taken back; every write names its fence."""

    run_id: UUID
    fence: int
    attempt: int


def put(run_id: UUID, tenant_id: UUID, queue: str = "runs") -> None:
    """Queue a run, in the transaction of its row."""
    _execute(
        "INSERT INTO run_queue (run_id, tenant_id, queue, available_at, fence, attempts, rung_at) "
        "VALUES (%s, %s, %s, now(), 0, 0, now())",
        run_id,
        tenant_id,
        queue,
    )


def take(run_id: UUID) -> Lease | None:
    """Take a waiting run; None where it is gone, not due yet, or another worker's."""
    rows = _execute(
        "UPDATE run_queue SET lease_until = clock_timestamp() + make_interval(secs => %s), "
        "fence = fence + 1, attempts = attempts + 1 "
        "WHERE run_id = %s AND queue <> 'chains' AND lease_until IS NULL "
        "AND available_at <= clock_timestamp() RETURNING fence, attempts",
        LEASE_SECONDS,
        run_id,
    )
    return Lease(run_id, rows[0][0], rows[0][1]) if rows else None


def take_back(run_id: UUID) -> Lease | None:
    """Take a run whose lease has ended: the fence moves on, so its last worker writes no more."""
    rows = _execute(
        "UPDATE run_queue SET lease_until = clock_timestamp() + make_interval(secs => %s), "
        "fence = fence + 1 WHERE run_id = %s AND lease_until < clock_timestamp() "
        "RETURNING fence, attempts",
        LEASE_SECONDS,
        run_id,
    )
    return Lease(run_id, rows[0][0], rows[0][1]) if rows else None


def beat(lease: Lease) -> bool:
    """Keep the lease alive; False where it has been taken back."""
    return bool(
        _execute(
            "UPDATE run_queue SET lease_until = clock_timestamp() + make_interval(secs => %s) "
            "WHERE run_id = %s AND fence = %s AND lease_until IS NOT NULL RETURNING 1",
            LEASE_SECONDS,
            lease.run_id,
            lease.fence,
        )
    )


def give_back(lease: Lease, seconds: float) -> None:
    """Let the run wait for its next attempt."""
    _execute(
        "UPDATE run_queue SET lease_until = NULL, rung_at = NULL, "
        "available_at = clock_timestamp() + make_interval(secs => %s) "
        "WHERE run_id = %s AND fence = %s",
        seconds,
        lease.run_id,
        lease.fence,
    )


def park(lease: Lease) -> int:
    """Let go of a run that waits for its steps: no worker may take it. Answers its new fence."""
    rows = _execute(
        "UPDATE run_queue SET queue = 'chains', lease_until = NULL, rung_at = NULL, "
        "fence = fence + 1, available_at = clock_timestamp() + make_interval(secs => %s) "
        "WHERE run_id = %s AND fence = %s RETURNING fence",
        CHAIN_SECONDS,
        lease.run_id,
        lease.fence,
    )
    return int(rows[0][0])


def parked(limit: int) -> list[Lease]:
    """Runs that wait for their steps and were not looked at for a while; no lease is taken."""
    rows = _execute(
        "UPDATE run_queue SET available_at = clock_timestamp() + make_interval(secs => %s) "
        "WHERE run_id IN (SELECT run_id FROM run_queue WHERE queue = 'chains' "
        "AND available_at < clock_timestamp() ORDER BY available_at LIMIT %s "
        "FOR UPDATE SKIP LOCKED) RETURNING run_id, fence, attempts",
        CHAIN_SECONDS,
        limit,
    )
    return [Lease(*row) for row in rows]


def drop(run_id: UUID) -> None:
    """Take a run off the queue, as it ends."""
    _execute("DELETE FROM run_queue WHERE run_id = %s", run_id)


def overdue(limit: int, wait: float, again: float) -> list[UUID]:
    """Runs that wait longer than ``wait`` seconds; each is named once in ``again`` seconds."""
    rows = _execute(
        "UPDATE run_queue SET rung_at = clock_timestamp() WHERE run_id IN ("
        "SELECT run_id FROM run_queue WHERE queue <> 'chains' AND lease_until IS NULL "
        "AND available_at < clock_timestamp() - make_interval(secs => %s) "
        "AND (rung_at IS NULL OR rung_at < clock_timestamp() - make_interval(secs => "
        "CASE WHEN rung_at <= available_at THEN %s ELSE %s END)) "
        "ORDER BY available_at LIMIT %s FOR UPDATE SKIP LOCKED) RETURNING run_id",
        wait,
        wait,
        again,
        limit,
    )
    return [row[0] for row in rows]


def lost(limit: int) -> list[UUID]:
    """Runs whose lease has ended without a heartbeat."""
    rows = _execute(
        "SELECT run_id FROM run_queue WHERE lease_until < clock_timestamp() "
        "ORDER BY lease_until LIMIT %s",
        limit,
    )
    return [row[0] for row in rows]


class Heartbeat:
    """Keeps a lease alive from a thread and a connection of its own while its block runs."""

    def __init__(self, lease: Lease) -> None:
        self.lease = lease
        self.is_lost = False
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._done.wait(HEARTBEAT_SECONDS):
            try:
                self.is_lost = not beat(self.lease)
            except DatabaseError as error:
                log.warning("heartbeat missed", run_id=str(self.lease.run_id), error=str(error))
            finally:
                connections[DATABASE].close()
            if self.is_lost:
                return


def _execute(sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(sql, arguments)
        return list(cursor.fetchall()) if cursor.description else []
