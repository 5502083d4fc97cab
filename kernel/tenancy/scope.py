"""Who acts, in which tenant and workspace: the one door to tenant rows.

A scope is held in a ContextVar, so it never outlives its block and never reaches another thread.
Opening one also opens a database transaction where none is open, because the signed context that
row-level security asks for lives in a transaction (see ``context``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from kernel.errors import TenantScopeError

DATABASE = "default"
_PRINCIPAL = re.compile(r"^[A-Za-z0-9._:@-]{1,120}$")


class Kind(StrEnum):
    """What a principal is; each kind is proven by a row of its own in ``auth.tenant_id()``."""

    USER = "user"
    SCHEDULE = "schedule"
    WEBHOOK = "webhook"
    API_KEY = "api_key"
    SUPPORT = "support"
    MIGRATION = "migration"


@dataclass(frozen=True)
class Scope:
    """One principal inside at most one tenant and, unless ``wide``, one workspace."""

    kind: Kind
    principal: str
    tenant_id: UUID | None = None
    workspace_id: UUID | None = None
    wide: bool = False

    def __post_init__(self) -> None:
        if not _PRINCIPAL.match(self.principal):
            raise TenantScopeError("A principal is 1 to 120 characters out of [A-Za-z0-9._:@-].")

    @property
    def user_id(self) -> UUID | None:
        """The person behind the scope; None for schedules, webhooks and migrations."""
        return UUID(self.principal) if self.kind in (Kind.USER, Kind.SUPPORT) else None


_current: ContextVar[Scope | None] = ContextVar("ubigrowth_scope", default=None)


def current_scope() -> Scope | None:
    """The open scope, or None."""
    return _current.get()


def require_scope() -> Scope:
    """The open scope of a tenant, inside a transaction; raises TenantScopeError otherwise."""
    scope = _current.get()
    if scope is None or scope.tenant_id is None:
        raise TenantScopeError("No tenant scope is open. Open one with tenant_scope(...).")
    if not connections[DATABASE].in_atomic_block:
        raise TenantScopeError("The scope's transaction has ended. Read inside the scope.")
    return scope


def scope_tenant_id() -> UUID:
    """Default of every ``tenant`` column."""
    tenant_id = require_scope().tenant_id
    assert tenant_id is not None
    return tenant_id


def scope_workspace_id() -> UUID | None:
    """Default of every ``workspace`` column; None in a tenant-wide scope."""
    return require_scope().workspace_id


def scope_user_id() -> UUID | None:
    """Default of every ``created_by`` column."""
    scope = _current.get()
    return scope.user_id if scope else None


def scope_kind() -> str:
    """Default of a run's ``kind``."""
    return require_scope().kind.value


def scope_principal() -> str:
    """Default of a run's ``principal``."""
    return require_scope().principal


@contextmanager
def tenant_scope(
    tenant_id: UUID | str,
    workspace_id: UUID | str | None = None,
    *,
    principal: UUID | str,
    kind: Kind | str = Kind.USER,
    wide: bool = False,
) -> Iterator[Scope]:
    """Act as ``principal`` inside one tenant; the transaction commits on a clean exit.

    Another workspace of the same tenant may be entered inside an open scope; another tenant, or
    another principal of a different tenant, raises TenantScopeError.
    """
    scope = Scope(
        Kind(kind),
        str(principal),
        UUID(str(tenant_id)),
        UUID(str(workspace_id)) if workspace_id else None,
        wide,
    )
    outer = _current.get()
    if outer is not None and outer.tenant_id not in (None, scope.tenant_id):
        raise TenantScopeError("A scope of another tenant is open. Close it first.")
    with _entered(scope):
        yield scope


@contextmanager
def identity_scope(user_id: UUID | str) -> Iterator[Scope]:
    """A signed person without a tenant: what one may ask before a tenant is known."""
    if (outer := _current.get()) is not None and outer.tenant_id is not None:
        raise TenantScopeError("A tenant scope is open. Close it first.")
    with _entered(Scope(Kind.USER, str(user_id))) as scope:
        yield scope


@contextmanager
def _entered(scope: Scope) -> Iterator[Scope]:
    connection: Any = connections[DATABASE]
    outer = _current.get()
    joins = connection.in_atomic_block
    token = _current.set(scope)
    try:
        with transaction.atomic(using=DATABASE):
            if joins:
                connection.send_context(scope)
            yield scope
    finally:
        _current.reset(token)
        if joins:
            connection.send_context(outer)
