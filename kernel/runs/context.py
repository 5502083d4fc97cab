"""What a function is handed while it runs: where it is, what day it is, and its watchers."""

from __future__ import annotations

import datetime as dt
import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

import structlog
from django.db import DatabaseError, connections

from kernel.errors import KernelError
from kernel.runs import events
from kernel.runs.models import AgentRun
from kernel.runs.place import entered
from kernel.runs.states import RunStatus
from kernel.tenancy.models import Workspace
from kernel.tenancy.scope import DATABASE, Scope

log = structlog.get_logger("ubigrowth.runs")

FLUSH_SECONDS = 0.5
"""Steps that come faster are stored together, and a short run stores them with its end."""

current_run: ContextVar[UUID | None] = ContextVar("ubigrowth_run", default=None)
"""The run whose effects are being written; rows and proposals take their ``run`` from it."""


class RunCancelledError(KernelError):
    """The run was cancelled while it worked."""

    def __init__(self) -> None:
        super().__init__("cancelled", detail="It was cancelled while it worked.")


@dataclass
class Context:
    """One run as its function sees it; a ``kernel.core.contracts.RunContext``."""

    run_id: UUID
    scope: Scope
    workspace: Workspace
    today: dt.date
    now: dt.datetime
    pending: list[events.Event] = field(default_factory=list)
    fence: int = 0
    parent_id: UUID | None = None
    _flushed: float = field(default_factory=time.monotonic)
    _asked: float = field(default_factory=time.monotonic)
    _storing: threading.Lock = field(default_factory=threading.Lock)
    _later: threading.Timer | None = None
    _settled: bool = False

    @property
    def actor_id(self) -> UUID | None:
        """The person behind the run; None for schedules and webhooks."""
        return self.scope.user_id

    def step(self, name: str, done: int | None = None, total: int | None = None) -> None:
        """Say what is being done, for those who watch."""
        with self._storing:
            self.pending.append(events.Event("step", name, done, total))
        self.flush()

    def flush(self) -> None:
        """Store what is pending, at most every half second and never inside a transaction.

        What must wait is stored from a thread and a connection of its own, so that those who
        watch see the step while its work goes on.
        """
        wait = FLUSH_SECONDS - (time.monotonic() - self._flushed)
        if wait > 0 or connections[DATABASE].in_atomic_block:
            self._store_later(max(wait, 0))
        else:
            self._store()

    def settle(self) -> None:
        """Store no more from now on: what is pending goes with the run's end."""
        self._settled = True
        if self._later is not None:
            self._later.cancel()
            self._later.join()

    def _store_later(self, wait: float) -> None:
        if self._settled or not self.pending or (self._later and self._later.is_alive()):
            return
        self._later = threading.Timer(wait, self._store_alone)
        self._later.daemon = True
        self._later.start()

    def _store_alone(self) -> None:
        try:
            self._store()
        except DatabaseError as error:
            log.warning("a step is told late", run_id=str(self.run_id), error=str(error))
        finally:
            connections[DATABASE].close()

    def _store(self) -> None:
        with self._storing:
            if self._settled or not self.pending:
                return
            with entered(self.scope):
                working = AgentRun.objects.filter(
                    pk=self.run_id, status=RunStatus.RUNNING, fence=self.fence
                )
                if not working.select_for_update().exists():
                    return
                events.add(self.run_id, self.pending)
            self.pending.clear()
            self._flushed = time.monotonic()

    def watch(self) -> None:
        """As ``check_cancelled``, from a thread that ends: its connection goes with it."""
        try:
            self.check_cancelled()
        finally:
            connections[DATABASE].close()

    def check_cancelled(self) -> None:
        """Raise RunCancelledError where the run or its chain was cancelled; asks twice a second."""
        if time.monotonic() - self._asked < FLUSH_SECONDS:
            return
        self._asked = time.monotonic()
        with entered(self.scope):
            runs = [self.run_id, *([self.parent_id] if self.parent_id else [])]
            asked = AgentRun.objects.filter(pk__in=runs, cancel_requested_at__isnull=False)
            if asked.exists():
                raise RunCancelledError
