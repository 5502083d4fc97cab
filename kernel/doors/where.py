"""Where a request goes: tenant and workspace from host, header, session or only membership.

One query inside the caller's own scope reads the person, the tenant, the membership, the modules
and the workspaces, so row-level security decides what is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import connections
from django.db.models import Model
from django.http import HttpRequest

from kernel.core.registry import get_all_modules
from kernel.doors.door import as_uuid
from kernel.doors.who import Claim, known
from kernel.errors import KernelError
from kernel.tenancy.access import Access, my_tenants
from kernel.tenancy.models import Tenant, User, Workspace
from kernel.tenancy.scope import DATABASE, identity_scope

PLACE = "place"  # session key: {"tenant": id, "workspace": id, "chosen": bool}
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Named:
    """What host, headers and session say; ``chosen`` is a session that the person set."""

    host: str
    tenant_header: str | None
    workspace_header: str | None
    session_tenant: UUID | None = None
    session_workspace: UUID | None = None
    chosen: bool = False

    @property
    def tenant(self) -> UUID | None:
        """The tenant to try first."""
        if self.tenant_header is not None:
            return as_uuid(self.tenant_header)
        return self.session_tenant

    @property
    def workspace(self) -> UUID | None:
        """The workspace to try first."""
        if self.workspace_header is not None:
            return as_uuid(self.workspace_header)
        return self.session_workspace if self.tenant == self.session_tenant else None


@dataclass(frozen=True)
class Place:
    """A person in a tenant; ``workspace`` is None where none is named and several could be."""

    user: User
    tenant: Tenant
    workspace: Workspace | None
    access: Access
    host_tenant: UUID | None
    open_workspaces: int


def named(request: HttpRequest, host: str, *, with_session: bool) -> Named:
    """Collect what the request names."""
    place = request.session.get(PLACE) if with_session else None
    place = place if isinstance(place, dict) else {}
    return Named(
        host,
        request.headers.get("X-Tenant-ID"),
        request.headers.get("X-Workspace-ID"),
        as_uuid(place.get("tenant")),
        as_uuid(place.get("workspace")),
        bool(place.get("chosen")),
    )


def remember(request: HttpRequest, tenant: UUID, workspace: UUID | None, *, chosen: bool) -> None:
    """Keep tenant and workspace in the session."""
    place = {
        "tenant": str(tenant),
        "workspace": str(workspace) if workspace else None,
        "chosen": chosen,
    }
    if request.session.get(PLACE) != place:
        request.session[PLACE] = place


def find_tenant(claim: Claim, host_tenant: UUID | None) -> UUID:
    """The tenant where none is named yet: the host's, or the only membership.

    Raises ``tenant_required`` for several, ``not_a_member`` for none.
    """
    with identity_scope(claim.user_id):
        known(claim, User.objects.filter(pk=claim.user_id).first())
        mine = my_tenants()
    if host_tenant is not None:
        if all(tenant.id != host_tenant for tenant in mine):
            raise KernelError("not_a_member")
        return host_tenant
    if len(mine) > 1:
        names = ", ".join(f"{tenant.name} ({tenant.id})" for tenant in mine)
        raise KernelError(
            "tenant_required", detail=f"Name one of your tenants in X-Tenant-ID: {names}."
        )
    if not mine:
        raise KernelError("not_a_member", detail="You are not a member of any tenant yet.")
    return mine[0].id


def look_around(claim: Claim, what: Named, tenant_id: UUID, workspace: UUID | None) -> Place:
    """Read the place from inside the scope of ``tenant_id``; raises what the named things refuse.

    The caller must be in ``tenant_scope(tenant_id, …, principal=claim.user_id)``.
    """
    row = _read(claim.user_id, tenant_id, workspace, what.host)
    user = known(claim, _model(User, row, "u"))
    host_tenant = row["host_tenant"]
    if host_tenant is not None and host_tenant != tenant_id:
        raise KernelError("tenant_mismatch", detail="Host and header or session name two tenants.")
    tenant = _model(Tenant, row, "t")
    if row["roles"] is None or tenant is None:
        raise KernelError("not_a_member")
    if what.chosen and what.tenant_header is not None and what.session_tenant != tenant_id:
        raise KernelError("tenant_mismatch", detail="Header and session name two tenants.")
    access = Access(
        frozenset(row["roles"]),
        frozenset(row["viewer_modules"]),
        row["all_workspaces"],
        frozenset(row["modules"] or ()) & {manifest.id for manifest in get_all_modules()},
    )
    found = _model(Workspace, row, "w")
    return Place(user, tenant, found, access, host_tenant, row["open_workspaces"] or 0)


def workspace_required() -> KernelError:
    """400 that names the workspaces; inside the tenant's scope, so only what may be entered."""
    open_to = Workspace.objects.order_by("name", "id").values_list("name", "pk")
    names = ", ".join(f"{name} ({pk})" for name, pk in open_to)
    return KernelError(
        "workspace_required", detail=f"Name one of these in X-Workspace-ID: {names}."
    )


def _fields(model: type[Model]) -> list[Any]:
    return list(model._meta.concrete_fields)


def _columns(model: type[Model], alias: str) -> str:
    return ", ".join(
        f"{alias}.{field.column} AS {alias}_{field.column}" for field in _fields(model)
    )


def _model(model: type[M], row: dict[str, Any], alias: str) -> M | None:
    """A model's instance out of a row with prefixed columns; None where it was not joined."""
    if row[f"{alias}_id"] is None:
        return None
    fields = _fields(model)
    values = [row[f"{alias}_{field.column}"] for field in fields]
    return model.from_db(DATABASE, [field.attname for field in fields], values)


def _sql() -> str:
    return f"""
SELECT {_columns(User, "u")}, {_columns(Tenant, "t")}, {_columns(Workspace, "w")},
    m.roles, m.viewer_modules, m.all_workspaces, w.open_workspaces,
    auth.tenant_of_host(%(host)s) AS host_tenant,
    (SELECT array_agg(tm.module_id) FROM tenant_modules tm
     WHERE tm.tenant_id = %(tenant)s AND tm.enabled) AS modules
FROM users u
LEFT JOIN tenants t ON t.id = %(tenant)s
LEFT JOIN user_tenants m ON m.tenant_id = %(tenant)s AND m.user_id = u.id
LEFT JOIN LATERAL (
    SELECT ws.*, count(*) OVER () AS open_workspaces FROM workspaces ws
    WHERE ws.tenant_id = %(tenant)s AND (%(workspace)s::uuid IS NULL OR ws.id = %(workspace)s)
    ORDER BY ws.id LIMIT 1
) w ON true
WHERE u.id = %(user)s
"""  # noqa: S608 - names of columns out of the models, values are bound


def _read(user: UUID, tenant: UUID, workspace: UUID | None, host: str) -> dict[str, Any]:
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(
            _sql(), {"user": user, "tenant": tenant, "workspace": workspace, "host": host}
        )
        names = [column.name for column in cursor.description]
        row = cursor.fetchone()
    return dict(zip(names, row or [None] * len(names), strict=True))
