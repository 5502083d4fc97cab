"""From a request to a queued run: every check, then two rows in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from kernel.core.contracts import AgentInput
from kernel.core.facts import canonical_json
from kernel.core.faults import parse_payload
from kernel.core.manifest import Manifest
from kernel.core.registry import get_module
from kernel.core.routing import (
    AnyFunction,
    Spec,
    agent_for,
    find_function,
    function_for,
    kernel_spec,
)
from kernel.errors import ConflictError, InvalidPayloadError, KernelError, NotFoundError
from kernel.runs import events, leases
from kernel.runs.doorbell import ring_on_commit
from kernel.runs.models import AgentRun
from kernel.tenancy.access import Access, access
from kernel.tenancy.models import Workspace
from kernel.tenancy.scope import Kind, Scope, require_scope

KEY_LENGTH = 200
door: ContextVar[str] = ContextVar("ubigrowth_door", default="python")
"""By which door the request came: python, screen, api, command, cron or webhook."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which function is to run, and the payload as its contract read it."""

    manifest: Manifest
    spec: Spec
    function: AnyFunction
    payload: AgentInput


def plan(
    rights: Access,
    module: str,
    mode: str | None,
    agent: str | None,
    payload: Mapping[str, Any] | None,
) -> Plan:
    """Find the agent and read the payload; raises the refusals of steps 2, 3 and 5."""
    manifest = get_module(module)
    rights.require_write(module)
    _own_module(manifest)
    spec, function = _agent(manifest, mode, agent)
    parsed = parse_payload(function.Input, payload)
    if faults := function.refuse(parsed):
        raise InvalidPayloadError(errors=faults)
    _storable(payload or {})
    return Plan(manifest, spec, function, parsed)


def _own_module(manifest: Manifest) -> None:
    """Two modules may name the same roles; a schedule still works in its own alone."""
    scope = require_scope()
    if scope.kind is Kind.SCHEDULE and scope.principal.partition("-")[0] != manifest.role:
        raise KernelError("role_not_allowed", 403, "A schedule runs its own module's agents.")


def _agent(manifest: Manifest, mode: str | None, agent: str | None) -> tuple[Spec, AnyFunction]:
    if agent is None:
        spec = kernel_spec(manifest) if mode is None else agent_for(manifest, mode)
        return spec, function_for(spec.function)
    name = agent if agent.startswith(f"{manifest.role}-") else f"{manifest.role}-{agent}"
    owner, found, function = find_function(name)
    if owner.id != manifest.id:
        raise NotFoundError(f"{name} is not of {manifest.name}.", code="unknown_function")
    if mode is not None and mode != found.mode:
        raise NotFoundError(f"{name} works in the mode {found.mode}.", code="unknown_mode")
    return found, function


def _storable(payload: Mapping[str, Any]) -> None:
    """Refuse what JSON in the database cannot hold: NUL, and numbers that are none."""
    try:
        text = canonical_json(payload)
    except (TypeError, ValueError) as error:
        raise InvalidPayloadError(f"The payload is no JSON: {error}.") from error
    if "\\u0000" in text or "\0" in text:
        raise InvalidPayloadError("The payload holds a NUL character.")


def check_place(workspace_id: UUID, module: str) -> Access:
    """The principal's rights; raises unless they are known and may enter the workspace."""
    rights = access()
    if not Workspace.objects.filter(pk=workspace_id).exists():
        if require_scope().kind is not Kind.USER:
            # A schedule or endpoint enters by its module: that it is off is the better answer.
            rights.require_read(module)
        raise NotFoundError("There is no such workspace.", code="workspace_not_found")
    return rights


def submit(
    asked: Plan,
    request_hash: str,
    *,
    idempotency_key: str | None = None,
    parent: UUID | None = None,
    step: int | None = None,
) -> AgentRun:
    """Write the run and its place in the queue; joins the open transaction of the scope.

    A key that was used for the same request gives the run that it started then; for another one
    it raises ConflictError ``idempotency_mismatch``. ``step`` is the run's place in the chain of
    its parent, from 1 on.
    """
    scope = require_scope()
    key = idempotency_key or ""
    if len(key) > KEY_LENGTH:
        raise KernelError(
            "invalid_parameter", 400, f"Idempotency-Key has at most {KEY_LENGTH} characters."
        )
    if key and (known := _known(scope, key, request_hash)):
        return known
    run = AgentRun(
        module=asked.manifest.id,
        agent=asked.spec.function,
        mode=asked.spec.mode,
        kind=scope.kind.value,
        principal=scope.principal,
        door=door.get(),
        input=asked.payload.model_dump(mode="json", exclude_unset=True),
        function_version=asked.function.version,
        idempotency_key=key,
        request_hash=request_hash,
        parent_id=parent,
        step=step,
    )
    try:
        with transaction.atomic(savepoint=bool(key)):
            run.save(force_insert=True)
    except IntegrityError:
        if key and (known := _known(scope, key, request_hash)):
            return known
        raise
    assert scope.tenant_id is not None
    leases.put(run.pk, scope.tenant_id)
    events.add(run.pk, [events.Event("queued")])
    ring_on_commit(run.pk)
    return run


def _known(scope: Scope, key: str, request_hash: str) -> AgentRun | None:
    run = AgentRun.objects.filter(principal=scope.principal, idempotency_key=key).first()
    if run is not None and run.request_hash != request_hash:
        raise ConflictError(code="idempotency_mismatch")
    return run


def hash_request(
    module: str, mode: str | None, agent: str | None, payload: Mapping[str, Any] | None
) -> str:
    """SHA-256 in hex of what was asked; equal for the same JSON, however it was spelled."""
    text = canonical_json([module, mode, agent, dict(payload or {})])
    return hashlib.sha256(text.encode()).hexdigest()
