"""Entering the place of a run: its principal's scope, opened anew each time."""

from __future__ import annotations

from contextlib import AbstractContextManager

from kernel.errors import TenantScopeError
from kernel.tenancy.scope import Scope, tenant_scope


def entered(place: Scope) -> AbstractContextManager[Scope]:
    """The scope of ``place`` as a transaction; whether it opens anything is looked up again."""
    if place.tenant_id is None:
        raise TenantScopeError("A run has a tenant.")
    return tenant_scope(
        place.tenant_id, place.workspace_id, kind=place.kind, principal=place.principal
    )
