"""The workspace that is worked in."""

from __future__ import annotations

from kernel.errors import TenantScopeError
from kernel.tenancy.models import Workspace
from kernel.tenancy.scope import require_scope


def workspace() -> Workspace:
    """The workspace of the open scope; raises TenantScopeError where it names none."""
    found = require_scope().workspace_id
    if found is None:
        raise TenantScopeError("the scope is not one of a workspace")
    return Workspace.objects.get(pk=found)
