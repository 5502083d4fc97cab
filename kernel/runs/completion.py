"""How a run ends: effects and completion in one transaction, guarded by the fence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.utils import timezone

from kernel.core.contracts import Entity
from kernel.errors import KernelError
from kernel.runs import chains, endings, events, failures, leases
from kernel.runs.context import RunCancelledError, current_run
from kernel.runs.doorbell import ring
from kernel.runs.execution import Outcome
from kernel.runs.leases import BACKOFF_SECONDS, MAX_ATTEMPTS, Lease
from kernel.runs.models import AgentRun, ScheduleSlot, SlotStatus
from kernel.runs.place import entered
from kernel.runs.states import RunStatus
from kernel.tenancy.access import access
from kernel.tenancy.scope import Kind, Scope

log = structlog.get_logger("ubigrowth.runs")
ERROR_LENGTH = 2000
UNTRIED = ("no_tenant_scope",)
"""What another attempt cannot mend keeps its own code once the attempts are used up."""


class LeaseLostError(Exception):
    """Another worker has the run, or its principal has lost the workspace: nothing is written."""


def succeed(lease: Lease, scope: Scope, outcome: Outcome) -> None:
    """Write the effects and the completion together, or neither.

    A run whose output names steps does not end here: it waits for them, the first one started.
    Raises LeaseLostError, RunCancelledError, and whatever the effects raise.
    """
    with _held(lease, scope) as run:
        if chains.cancel_asked(run):
            raise RunCancelledError
        access().require_write(run.module)
        entities: list[Entity] = []
        if outcome.has_effects:
            token = current_run.set(run.pk)
            try:
                entities = outcome.function.effects(
                    outcome.context, outcome.payload, outcome.output, outcome.facts
                )
            finally:
                current_run.reset(token)
        run.output = outcome.output.model_dump(mode="json")
        run.facts = outcome.facts.as_json()
        run.entities = [entity.as_json() for entity in entities]
        _tell_engine(run, outcome)
        if chains.has_steps(outcome.output):
            chains.begin(run, lease, outcome.context.pending)
        else:
            _end(run, RunStatus.SUCCEEDED, before=outcome.context.pending)


def fail(lease: Lease, scope: Scope, error: KernelError) -> None:
    """End the run with an answer: what was refused, and what to change.

    The person's words are the run's ``error``; where each fault stands goes with the last event.
    """
    with _held(lease, scope) as run:
        run.code, run.error = error.code, failures.said_of(error)[:ERROR_LENGTH]
        detail = {"errors": error.errors, "detail": error.detail[:ERROR_LENGTH]}
        _end(run, RunStatus.FAILED, detail=detail)


def cancel(lease: Lease, scope: Scope) -> None:
    """End the run as it was asked to."""
    with _held(lease, scope) as run:
        run.code = "cancelled"
        _end(run, RunStatus.CANCELLED)


def break_off(lease: Lease, scope: Scope, code: str, words: str) -> None:
    """End an attempt that gave no answer: the run waits for the next one, or is dead.

    ``words`` say where it broke off, for those who look after the product.
    """
    wait = 0.0
    with _held(lease, scope) as run:
        if lease.attempt >= MAX_ATTEMPTS:
            run.code = code if code in UNTRIED else "attempts_exhausted"
            run.error = failures.said(run.code)
            _end(run, RunStatus.DEAD, detail={"cause": code, "detail": words})
            return
        if chains.cancel_asked(run):
            run.code = "cancelled"
            _end(run, RunStatus.CANCELLED)
            return
        wait = BACKOFF_SECONDS[min(lease.attempt, len(BACKOFF_SECONDS)) - 1]
        run.status = RunStatus.QUEUED
        run.save(update_fields=["status", "fence", "updated_at"])
        detail = {"code": code, "attempt": lease.attempt, "wait_seconds": wait, "detail": words}
        again = f"Another attempt follows in {wait:.0f} s."
        events.add(run.pk, [events.Event("attempt_failed", again, detail=detail)])
        leases.give_back(lease, wait)
    ring(lease.run_id, wait)


@contextmanager
def _held(lease: Lease, scope: Scope) -> Iterator[AgentRun]:
    """The run's row, locked, in a transaction of its scope, while the lease is still ours."""
    with entered(scope):
        run = (
            AgentRun.objects.select_for_update()
            .filter(pk=lease.run_id, fence=lease.fence, status=RunStatus.RUNNING)
            .first()
        )
        if run is None:
            raise LeaseLostError(str(lease.run_id))
        yield run


_ENDED = (
    "status",
    "output",
    "facts",
    "entities",
    "code",
    "error",
    "fence",
    "engine",
    "engine_name",
    "prompt_hash",
    "prompt_text_hash",
    "tokens",
    "cost_micros",
    "finished_at",
    "duration_ms",
    "updated_at",
)


def _end(
    run: AgentRun,
    status: RunStatus,
    *,
    before: list[events.Event] | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Write a run's last state with its events, and take it off the queue."""
    run.status = status
    run.finished_at = timezone.now()
    began = run.started_at or run.created_at
    run.duration_ms = max(0, round((run.finished_at - began).total_seconds() * 1000))
    run.save(update_fields=_ENDED)
    told = {**(detail or {}), "code": run.code or "ok"}
    last = events.Event(status.value, run.error, detail=told)
    events.add(run.pk, [*(before or ()), last])
    leases.drop(run.pk)
    settle_slot(run)
    endings.tell(run)
    if run.parent_id is not None:
        go_on(run)


def go_on(child: AgentRun) -> None:
    """Start the next step of the chain of a finished run, or end the chain with it."""
    if ending := chains.after(child):
        ending.parent.code, ending.parent.error = ending.code, ending.error
        _end(ending.parent, ending.status, before=ending.events, detail=ending.detail)


def end_before_work(run: AgentRun, status: RunStatus, code: str, words: str = "") -> None:
    """End a run that no worker holds, inside the caller's transaction, its row locked.

    ``words`` say more than the code, for those who look after the product.
    """
    run.code = code
    run.error = "" if status is RunStatus.CANCELLED else failures.said(code)
    _end(run, status, detail={"detail": words} if words else None)


def settle_slot(run: AgentRun) -> None:
    """Let the slot of a schedule end as its run did."""
    if run.kind != Kind.SCHEDULE:
        return
    good = run.status == RunStatus.SUCCEEDED
    ScheduleSlot.objects.filter(run_id=run.pk).update(
        status=SlotStatus.SUCCEEDED if good else SlotStatus.FAILED,
        error="" if good else f"{run.code}: {run.error}"[:500],
    )


def _tell_engine(run: AgentRun, outcome: Outcome) -> None:
    run.engine, run.engine_name = outcome.engine, outcome.engine_name
    run.prompt_hash, run.prompt_text_hash = outcome.prompt_hash, outcome.prompt_text_hash
    run.tokens, run.cost_micros = outcome.tokens, outcome.cost_micros
