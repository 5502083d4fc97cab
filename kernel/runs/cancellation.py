"""Stopping a run."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from kernel import audit
from kernel.errors import ConflictError, NotFoundError
from kernel.runs import chains, completion, events
from kernel.runs.models import AgentRun
from kernel.runs.result import KernelResult, result_of
from kernel.runs.states import FINISHED, RunStatus
from kernel.tenancy.access import access


def cancel_run(run_id: UUID | str) -> KernelResult:
    """Cancel a run of the open scope; joins its transaction.

    A queued run ends at once, a running one at its next step and at the latest before it writes
    anything. A chain ends with the step that it is at, and starts no further one. Asking twice is
    the same as asking once. Raises NotFoundError, 403 for who may not write the module, and
    ConflictError ``already_finished``.
    """
    run = AgentRun.objects.select_for_update().filter(pk=run_id).first()
    if run is None:
        raise NotFoundError("There is no such run.")
    access().require_write(run.module)
    status = RunStatus(run.status)
    if status is RunStatus.CANCELLED or run.cancel_requested_at is not None:
        return result_of(run)
    if status in FINISHED:
        raise ConflictError(f"It {status.label.lower()} already.", code="already_finished")
    run.cancel_requested_at = timezone.now()
    run.save(update_fields=["cancel_requested_at", "updated_at"])
    events.add(run.pk, [events.Event("cancel_requested")])
    audit.record("run.cancelled", subject=run.pk, detail={"agent": run.agent})
    if status is RunStatus.QUEUED:
        completion.end_before_work(run, RunStatus.CANCELLED, "cancelled")
    elif chains.is_waiting(run):
        _cancel_chain(run)
        run.refresh_from_db()
    return result_of(run)


def _cancel_chain(run: AgentRun) -> None:
    """Stop the step that the chain is at: at once where it waits, by its worker where it runs."""
    step = chains.open_step(run)
    if step is not None and step.status == RunStatus.QUEUED:
        completion.end_before_work(step, RunStatus.CANCELLED, "cancelled")
    elif not run.children.exclude(status__in=FINISHED).exists():
        completion.end_before_work(run, RunStatus.CANCELLED, "cancelled")
