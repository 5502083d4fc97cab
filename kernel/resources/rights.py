"""What the person behind a request may do, and how their workspace writes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from kernel.doors.door import door_of
from kernel.formats import Notation
from kernel.tenancy import here
from kernel.tenancy.access import Access, access
from kernel.tenancy.clock import tenant_date
from kernel.tenancy.models import Membership, Tenant, User, Workspace
from kernel.tenancy.scope import require_scope


def rights(request: HttpRequest) -> Access:
    """The rights that the middleware looked up, or a fresh look."""
    return door_of(request).access or access()


def notation(request: HttpRequest) -> Notation:
    """How the workspace writes numbers, money and days."""
    found = getattr(request, "notation", None)
    if not isinstance(found, Notation):
        door = door_of(request)
        if door.workspace and door.tenant:
            found = _notation(door.workspace, door.tenant)
        else:
            found = scope_notation()
        request.notation = found  # type: ignore[attr-defined]
    return found


def scope_notation() -> Notation:
    """The open scope's notation; a plain one where it has no workspace."""
    scope = require_scope()
    if scope.workspace_id is None:
        return Notation()
    return _notation(here.workspace(), Tenant.objects.get(pk=scope.tenant_id))


def _notation(workspace: Workspace, tenant: Tenant) -> Notation:
    day = tenant_date(tenant, workspace.timezone)
    return Notation(workspace.number_format, workspace.currency, day, workspace.timezone)


def members() -> dict[UUID, str]:
    """The people of the open scope's tenant by id, in the order of their names."""
    people = User.objects.filter(
        pk__in=Membership.objects.values("user_id"), is_active=True
    ).values_list("pk", "name", "email")
    return dict(sorted(((pk, name or email) for pk, name, email in people), key=lambda p: p[1]))
