"""Claim a run, do its work, end it: what a Celery worker does when the doorbell rings."""

from __future__ import annotations

from uuid import UUID

import structlog
from billiard.exceptions import SoftTimeLimitExceeded
from django.db import connections, transaction
from django.utils import timezone

from kernel.errors import KernelError, KernelUsageError, TenantScopeError
from kernel.runs import completion, events, leases
from kernel.runs.completion import LeaseLostError
from kernel.runs.context import RunCancelledError
from kernel.runs.execution import Attempt
from kernel.runs.leases import Heartbeat, Lease
from kernel.runs.models import AgentRun
from kernel.runs.place import entered
from kernel.runs.states import RunStatus
from kernel.tenancy.scope import DATABASE, Kind, Scope

log = structlog.get_logger("ubigrowth.runs")

GONE = {
    Kind.USER: "not_a_member",
    Kind.SUPPORT: "not_a_member",
    Kind.SCHEDULE: "module_not_enabled",
    Kind.WEBHOOK: "key_revoked",
    Kind.API_KEY: "key_revoked",
}
"""What to say where a principal of this kind no longer opens the workspace."""


def work(run_id: UUID) -> bool:
    """Take the run and carry it to its end; False where there was nothing to take."""
    with structlog.contextvars.bound_contextvars(run_id=str(run_id)):
        claimed = claim(run_id)
        if claimed is None:
            return False
        lease, scope, run = claimed
        with (
            structlog.contextvars.bound_contextvars(
                tenant_id=str(scope.tenant_id), agent=run.agent, attempt=lease.attempt
            ),
            Heartbeat(lease),
        ):
            _attempt(lease, scope, run)
        return True


def claim(run_id: UUID) -> tuple[Lease, Scope, AgentRun] | None:
    """Take the run's lease and write ``running``, in one transaction.

    Where its principal has no rights left it is settled instead, and None is answered.
    """
    with transaction.atomic(using=DATABASE):
        lease = leases.take(run_id)
        if lease is None:
            return None
        scope = home_of(run_id)
        if scope is None:
            log.warning("a queued run is gone", run_id=str(run_id))
            leases.drop(run_id)
            return None
        with entered(scope):
            run = AgentRun.objects.select_for_update().filter(pk=run_id).first()
            if run is None:
                settle_without_rights(lease, scope)
                return None
            run.status, run.fence, run.attempts = RunStatus.RUNNING, lease.fence, lease.attempt
            run.started_at = run.started_at or timezone.now()
            run.save(update_fields=["status", "fence", "attempts", "started_at", "updated_at"])
            started = {"attempt": lease.attempt} if lease.attempt > 1 else {}
            events.add(run_id, [events.Event("started", detail=started)])
    return lease, scope, run


def home_of(run_id: UUID) -> Scope | None:
    """The scope of an unfinished run in the queue: whose it is, and where."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(
            "SELECT kind, principal, tenant_id, workspace_id FROM auth.run_home(%s)", [run_id]
        )
        row = cursor.fetchone()
    return Scope(Kind(row[0]), row[1], row[2], row[3]) if row else None


def settle_without_rights(lease: Lease, scope: Scope) -> None:
    """End a run whose scope opens nothing; must be called inside that scope."""
    code = GONE.get(scope.kind, "no_tenant_scope")
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(
            "SELECT auth.settle_run(%s, %s::integer, 'failed', %s)",
            [lease.run_id, lease.fence, code],
        )
        settled = cursor.fetchone() == (True,)
        if settled and scope.kind is Kind.SCHEDULE:
            cursor.execute(
                "UPDATE schedule_slots SET status = 'failed', error = %s WHERE run_id = %s",
                [code, lease.run_id],
            )
    log.warning("a run lost its rights", run_id=str(lease.run_id), code=code, settled=settled)


def _attempt(lease: Lease, scope: Scope, run: AgentRun) -> None:
    attempt = Attempt(run, scope)
    try:
        _carry_out(attempt, lease, scope)
    except LeaseLostError:
        log.warning("the lease was lost; nothing was written")


def _carry_out(attempt: Attempt, lease: Lease, scope: Scope) -> None:
    """One attempt; every way in which it may end, each with its own words."""
    try:
        outcome = attempt.execute()
        attempt.phase = "effects"
        completion.succeed(lease, scope, outcome)
    except LeaseLostError:
        raise
    except RunCancelledError:
        completion.cancel(lease, scope)
    except TenantScopeError as error:
        log.exception("no scope", phase=attempt.phase)
        completion.break_off(lease, scope, error.code, f"In “{attempt.phase}”: {error.detail}")
    except KernelUsageError:
        log.exception("the kernel was called wrongly", phase=attempt.phase)
        completion.break_off(lease, scope, "usage", f"It broke off in “{attempt.phase}”.")
    except KernelError as error:
        if error.status == 503:
            completion.break_off(lease, scope, error.code, error.detail)
        else:
            log.info("the run has an answer", code=error.code, detail=error.detail)
            completion.fail(lease, scope, error)
    except SoftTimeLimitExceeded:
        log.warning("time is up", phase=attempt.phase)
        completion.fail(
            lease, scope, KernelError("timed_out", detail=f"Time was up in “{attempt.phase}”.")
        )
    except Exception as error:
        log.exception("the attempt broke off", phase=attempt.phase)
        words = f"It broke off in “{attempt.phase}” ({type(error).__name__})."
        completion.break_off(lease, scope, "agent_error", words)
