"""Who may read and write which module. Names roles only through the manifests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from kernel.core.registry import get_all_modules, get_module
from kernel.errors import KernelError
from kernel.tenancy.models.members import ADMIN, OWNER, VIEWER, TenantModule
from kernel.tenancy.scope import DATABASE, Kind, Scope, require_scope

_MEMBER = """
SELECT m.roles, m.viewer_modules, m.all_workspaces,
    ARRAY(SELECT t.module_id FROM tenant_modules t WHERE t.tenant_id = %(tenant)s AND t.enabled)
FROM user_tenants m WHERE m.tenant_id = %(tenant)s AND m.user_id = %(user)s
"""


@dataclass(frozen=True)
class Access:
    """What the open scope's principal may do in its tenant. ``modules`` are the enabled ones."""

    roles: frozenset[str]
    viewer_modules: frozenset[str]
    all_workspaces: bool
    modules: frozenset[str]

    @property
    def manages(self) -> bool:
        """Owners and admins manage members, modules and settings."""
        return bool(self.roles & {OWNER, ADMIN})

    def writes(self, module_id: str) -> bool:
        """May start agents, edit rows and approve."""
        if module_id not in self.modules:
            return False
        return self.manages or bool(self.roles & set(get_module(module_id).permissions.role))

    def reads(self, module_id: str) -> bool:
        """May see screens, rows and figures."""
        if module_id not in self.modules:
            return False
        viewer = VIEWER in self.roles and module_id in self.viewer_modules
        return viewer or self.writes(module_id)

    def require_read(self, module_id: str) -> None:
        self._require(module_id, self.reads(module_id), "read")

    def require_write(self, module_id: str) -> None:
        self._require(module_id, self.writes(module_id), "change")

    def _require(self, module_id: str, allowed: bool, verb: str) -> None:
        manifest = get_module(module_id)
        if module_id not in self.modules:
            raise KernelError(
                "module_not_enabled",
                403,
                f"{manifest.name} is not enabled for this tenant. An owner or admin can enable it.",
            )
        if not allowed:
            wanted = ", ".join(dict.fromkeys((OWNER, ADMIN, *manifest.permissions.role)))
            raise KernelError(
                "role_not_allowed",
                403,
                f"Your roles do not {verb} {manifest.name}. One of these does: {wanted}.",
            )


def access() -> Access:
    """The rights of the open scope, looked up anew: a claim never grants anything."""
    scope = require_scope()
    if scope.kind is Kind.USER:
        with connections[DATABASE].cursor() as cursor:
            cursor.execute(_MEMBER, {"tenant": scope.tenant_id, "user": scope.user_id})
            member = cursor.fetchone()
        if member is None:
            raise KernelError("not_a_member", 403, "You are not a member of this tenant.")
        roles, viewer_modules, all_workspaces, modules = member
        return Access(
            frozenset(roles), frozenset(viewer_modules), all_workspaces, _registered(modules)
        )
    enabled = TenantModule.objects.filter(enabled=True).values_list("module_id", flat=True)
    return Access(_roles_of(scope), frozenset(), True, _registered(enabled))


def _registered(modules: Iterable[str]) -> frozenset[str]:
    return frozenset(modules) & {manifest.id for manifest in get_all_modules()}


def _roles_of(scope: Scope) -> frozenset[str]:
    """Support acts as admin; a schedule or webhook has its own module's roles, nothing more."""
    if scope.kind is Kind.SUPPORT:
        return frozenset({ADMIN})
    if scope.kind is Kind.SCHEDULE:
        role = scope.principal.split("-", 1)[0]
        return frozenset(
            _below_admin(m.permissions.role for m in get_all_modules() if m.role == role)
        )
    if scope.kind is Kind.WEBHOOK:
        from kernel.tenancy.models.webhooks import WebhookEndpoint

        endpoint = WebhookEndpoint.objects.filter(pk=scope.principal).first()
        owned = [m for m in get_all_modules() if endpoint and m.id == endpoint.module_id]
        return frozenset(_below_admin(m.permissions.role for m in owned))
    return frozenset()


def _below_admin(lists: Iterable[Iterable[str]]) -> set[str]:
    return {role for roles in lists for role in roles} - {OWNER, ADMIN}


@dataclass(frozen=True)
class MyTenant:
    """A tenant that a person belongs to, with the workspaces they may enter."""

    id: UUID
    name: str
    slug: str
    roles: tuple[str, ...]
    viewer_modules: tuple[str, ...]
    all_workspaces: bool
    is_demo: bool
    workspaces: tuple[tuple[UUID, str, str], ...]


def my_tenants() -> list[MyTenant]:
    """The caller's tenants; needs an open identity scope (or any scope of a person)."""
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("SELECT tenant_id, workspace_id, name, slug FROM auth.my_workspaces()")
        spaces: dict[UUID, list[tuple[UUID, str, str]]] = {}
        for tenant_id, workspace_id, name, slug in cursor.fetchall():
            spaces.setdefault(tenant_id, []).append((workspace_id, name, slug))
        cursor.execute(
            "SELECT tenant_id, name, slug, roles, viewer_modules, all_workspaces, is_demo "
            "FROM auth.my_tenants()"
        )
        return [
            MyTenant(
                row[0],
                row[1],
                row[2],
                tuple(row[3]),
                tuple(row[4]),
                row[5],
                row[6],
                tuple(spaces.get(row[0], ())),
            )
            for row in cursor.fetchall()
        ]
