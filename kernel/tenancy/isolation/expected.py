"""The policies that are allowed, and the few tables that differ, each with its reason."""

from __future__ import annotations

from typing import NamedTuple

TENANT = "(tenant_id = ( SELECT auth.tenant_id() AS tenant_id))"
WORKSPACE = (
    "((workspace_id = ( SELECT auth.workspace_id() AS workspace_id)) OR "
    "( SELECT auth.tenant_wide() AS tenant_wide))"
)
INSIDE_AUTH = "(CURRENT_USER = 'ubigrowth_auth'::name)"
STAFF = "( SELECT auth.is_staff() AS is_staff)"


class Special(NamedTuple):
    """How a table differs from the standard, and why."""

    reason: str
    tenant_policy: str = TENANT
    tenant_verb: str = "*"
    workspace_policy: str = ""
    more: tuple[tuple[str, str], ...] = ()
    free_uniques: tuple[str, ...] = ()
    read_only: bool = False


_TENANT_ROW = "(id = ( SELECT auth.tenant_id() AS tenant_id))"
_MAY_ENTER = (
    "(( SELECT auth.tenant_wide() AS tenant_wide) OR "
    "(id IN ( SELECT auth.workspace_ids() AS workspace_ids)))"
)
_MINE_OR_TENANTS = f"((user_id = ( SELECT auth.uid() AS uid)) OR {TENANT})"

SPECIAL: dict[str, Special] = {
    "tenants": Special(
        "the tenant itself; staff read names",
        tenant_policy=_TENANT_ROW,
        more=(("staff_read", STAFF),),
        free_uniques=("slug",),
    ),
    "domains": Special(
        "a host names one tenant on the whole platform; staff read them",
        more=(("staff_read", STAFF),),
        free_uniques=("domain",),
    ),
    "workspaces": Special("seen by those who may enter them", workspace_policy=_MAY_ENTER),
    "user_tenants": Special(
        "a person reads their own memberships; written by auth.* only",
        tenant_policy=_MINE_OR_TENANTS,
        tenant_verb="r",
        read_only=True,
    ),
    "user_workspaces": Special(
        "rights of a member, read as a whole; written by auth.* only", read_only=True
    ),
    "invitations": Special(
        "a token's hash is unique on the whole platform; written by auth.* only",
        free_uniques=("token_hash",),
        read_only=True,
    ),
    "support_grants": Special("written by auth.* only", read_only=True),
    "audit_events": Special(
        "events without a tenant are the platform's: anyone adds, staff read",
        more=(
            ("platform_add", "(tenant_id IS NULL)"),
            ("platform_read", f"((tenant_id IS NULL) AND {STAFF})"),
        ),
    ),
}

SERVICE_READS = frozenset({"tenants", "workspaces", "tenant_modules"})
NO_DELETE = frozenset({"agent_runs", "agent_run_events", "audit_events"})
NO_TABLE_UPDATE = frozenset({"audit_events", "agent_run_events"})
