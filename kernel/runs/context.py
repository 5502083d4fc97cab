"""What a function is handed while it runs: where it is, what day it is, and its watchers."""

from __future__ import annotations

import datetime as dt
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connections

from kernel.errors import KernelError
from kernel.runs import events
from kernel.runs.models import AgentRun
from kernel.runs.place import entered
from kernel.tenancy.models import Workspace
from kernel.tenancy.scope import DATABASE, Scope

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
    _flushed: float = field(default_factory=time.monotonic)
    _asked: float = field(default_factory=time.monotonic)

    @property
    def actor_id(self) -> UUID | None:
        """The person behind the run; None for schedules and webhooks."""
        return self.scope.user_id

    def step(self, name: str, done: int | None = None, total: int | None = None) -> None:
        """Say what is being done, for those who watch."""
        self.pending.append(events.Event("step", name, done, total))
        self.flush()

    def flush(self) -> None:
        """Store what is pending, at most every half second and never inside a transaction."""
        if not self.pending or connections[DATABASE].in_atomic_block:
            return
        if time.monotonic() - self._flushed < FLUSH_SECONDS:
            return
        with entered(self.scope):
            if AgentRun.objects.select_for_update().filter(pk=self.run_id).exists():
                events.add(self.run_id, self.pending)
        self.pending.clear()
        self._flushed = time.monotonic()

    def check_cancelled(self) -> None:
        """Raise RunCancelledError where the run was cancelled; asks twice a second at most."""
        if time.monotonic() - self._asked < FLUSH_SECONDS:
            return
        self._asked = time.monotonic()
        with entered(self.scope):
            asked = AgentRun.objects.filter(pk=self.run_id, cancel_requested_at__isnull=False)
            if asked.exists():
                raise RunCancelledError
