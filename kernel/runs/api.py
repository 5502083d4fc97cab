"""The one entry of every agent run."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connections

from kernel.errors import KernelError, KernelUsageError, NotFoundError
from kernel.limits.rates import spend
from kernel.runs import submission
from kernel.runs.models import AgentRun
from kernel.runs.place import entered
from kernel.runs.result import KernelResult, result_of
from kernel.tenancy.models import User
from kernel.tenancy.scope import DATABASE, Kind, Scope, current_scope, require_scope

MAX_WAIT = 60.0
Actor = Scope | User | UUID | str

__all__ = ["MAX_WAIT", "Actor", "KernelResult", "get_run", "run_kernel", "wait_for"]


def run_kernel(
    module: str,
    mode: str | None,
    tenant_id: UUID | str,
    workspace_id: UUID | str,
    payload: Mapping[str, Any] | None,
    *,
    actor: Actor | None = None,
    agent: str | None = None,
    wait: float | None = None,
    idempotency_key: str | None = None,
    parent: UUID | None = None,
) -> KernelResult:
    """Queue a run of the agent of ``mode`` and answer its state; the worker does the rest.

    ``mode=None`` asks the module's orchestrator, ``agent`` names a function instead. The actor is
    that of the open scope, or ``actor``: a person, or a Scope for another kind of principal. In an
    open scope the run's row joins its transaction and the doorbell rings on commit. ``wait``
    follows the run for at most 60 seconds, holding no transaction; with a transaction open it
    raises KernelUsageError. Refusals raise KernelError and leave no row.
    """
    if wait is not None and connections[DATABASE].in_atomic_block:
        raise KernelUsageError("wait needs the run to be committed, and a transaction is open.")
    place = _place(tenant_id, workspace_id, actor)
    _count(place)
    with entered(place):
        assert place.workspace_id is not None
        rights = submission.check_place(place.workspace_id, module)
        asked = submission.plan(rights, module, mode, agent, payload)
        request_hash = submission.hash_request(module, mode, agent, payload)
        run = submission.submit(asked, request_hash, idempotency_key=idempotency_key, parent=parent)
        result = result_of(run)
    return wait_for(result, place, wait) if wait else result


def _count(place: Scope) -> None:
    """A person's starts count alike by every door; HTTP's are counted where they come in."""
    if place.kind is Kind.USER and submission.door.get() in ("python", "command"):
        spend(None, "runs", place.tenant_id, place.principal)


def get_run(run_id: UUID | str) -> AgentRun:
    """A run of the open scope; raises NotFoundError."""
    run = AgentRun.objects.filter(pk=run_id).first()
    if run is None:
        raise NotFoundError("There is no such run.")
    return run


def wait_for(result: KernelResult, place: Scope, seconds: float) -> KernelResult:
    """Follow a run in short scopes until it ends or the time is up; no connection is held."""
    until = time.monotonic() + min(max(seconds, 0), MAX_WAIT)
    pause = 0.02
    while not result.is_finished and (left := until - time.monotonic()) > 0:
        connections[DATABASE].close()
        time.sleep(min(pause, left))
        pause = min(pause * 1.5, 0.5)
        with entered(place):
            result = result_of(get_run(result.run_id))
    return result


def _place(tenant_id: UUID | str, workspace_id: UUID | str, actor: Actor | None) -> Scope:
    """The scope to act in: the open one's principal, or the actor's."""
    tenant, workspace = _uuid(tenant_id), _uuid(workspace_id)
    opened = current_scope()
    if opened is not None and opened.tenant_id not in (None, tenant):
        raise KernelError("tenant_mismatch", 403, "The open scope is of another tenant.")
    if actor is None:
        if opened is None or opened.tenant_id is None:
            raise KernelUsageError("run_kernel needs an open scope, or an actor.")
        require_scope()
        return Scope(opened.kind, opened.principal, tenant, workspace)
    if isinstance(actor, Scope):
        return Scope(actor.kind, actor.principal, tenant, workspace)
    person = actor.pk if isinstance(actor, User) else actor
    return Scope(Kind.USER, str(_uuid(person)), tenant, workspace)


def _uuid(value: UUID | str) -> UUID:
    try:
        return value if isinstance(value, UUID) else UUID(str(value))
    except ValueError as error:
        raise KernelError("invalid_uuid", 400, "The id is no UUID.") from error
