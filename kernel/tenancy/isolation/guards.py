"""Each guard of the walls as one function; a fault names the table and the guard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.apps import apps
from django.db.models import ForeignKey

from kernel.core.registry import get_all_modules
from kernel.tenancy.allowlist import ALLOWED
from kernel.tenancy.isolation.catalogue import Catalogue, Policy, Table
from kernel.tenancy.isolation.expected import (
    INSIDE_AUTH,
    NO_DELETE,
    NO_TABLE_UPDATE,
    SERVICE_READS,
    SPECIAL,
    WORKSPACE,
    Special,
)
from kernel.tenancy.rows import TenantRow

APP, SERVICE, AUTH = "ubigrowth_app", "ubigrowth_service", "ubigrowth_auth"
GROUPS = (APP, SERVICE, AUTH)
PINNED = "search_path=pg_catalog, pg_temp"
STANDARD = Special("a tenant table")
ROW_VERBS = {"SELECT", "INSERT", "UPDATE", "DELETE"}


class Fault(NamedTuple):
    """A guard that is missing, where, and what stands there instead."""

    where: str
    guard: str
    detail: str


def faults(catalogue: Catalogue) -> list[Fault]:
    """Every missing guard; an empty list is green."""
    found = list(_homes(catalogue))
    for table in catalogue.tables.values():
        if table.name in ALLOWED:
            found += _allowed_table(table)
        elif _is_tenants(table):
            found += _walls(table)
            found += _other_policies(table)
            found += _grants(table)
            found += _keys(table, catalogue)
    found += _django_keys(catalogue)
    found += _functions(catalogue)
    found += _roles(catalogue)
    found += _views(catalogue)
    found += _server(catalogue)
    return sorted(set(found))


def _is_tenants(table: Table) -> bool:
    return "tenant_id" in table.columns or table.name == "tenants"


def _homes(catalogue: Catalogue) -> Iterator[Fault]:
    for table in catalogue.tables.values():
        if table.name not in ALLOWED and not _is_tenants(table):
            yield Fault(table.name, "allow-list", "no tenant_id, and no reason on the allow-list")
    for name in ALLOWED:
        if name not in catalogue.tables:
            yield Fault(name, "allow-list", "listed, but there is no such table")
    for manifest in get_all_modules():
        for name in manifest.schemas:
            if name not in catalogue.tables:
                yield Fault(name, "manifest", f"{manifest.id} names it, but there is no such table")


def _allowed_table(table: Table) -> Iterator[Fault]:
    allowed = ALLOWED[table.name]
    most = {APP: allowed.app, SERVICE: allowed.service, AUTH: allowed.auth}
    for role, verbs in table.grants.items():
        if extra := verbs - most.get(role, frozenset()):
            yield Fault(table.name, "allow-list", f"{role} has {_list(extra)} beyond its reason")


def _walls(table: Table) -> Iterator[Fault]:
    special = SPECIAL.get(table.name, STANDARD)
    if not table.secured:
        yield Fault(table.name, "RLS", "row-level security is not enabled")
    if not table.forced:
        yield Fault(table.name, "FORCE", "row-level security is not forced on the owner")
    wall = table.policies.get("tenant_isolation")
    if wall is None:
        yield Fault(table.name, "policy", "no policy tenant_isolation")
    else:
        yield from _wall(table, wall, special.tenant_policy, special.tenant_verb, True)
    expected = special.workspace_policy or WORKSPACE
    if special is not STANDARD and not special.workspace_policy:
        return
    if "workspace_id" in table.columns or special.workspace_policy:
        second = table.policies.get("workspace_isolation")
        if second is None:
            yield Fault(table.name, "policy", "no restrictive policy workspace_isolation")
        else:
            yield from _wall(table, second, expected, "*", False)


def _wall(
    table: Table, policy: Policy, expected: str, verb: str, permissive: bool
) -> Iterator[Fault]:
    if policy.roles != (APP,):
        yield Fault(table.name, "TO", f"{policy.name} is for {_list(policy.roles)}, not {APP}")
    if policy.permissive is not permissive:
        yield Fault(table.name, "policy", f"{policy.name} is of the wrong kind")
    if policy.verb != verb:
        yield Fault(table.name, "policy", f"{policy.name} does not hold for every verb")
    wrong_check = verb != "r" and policy.check != expected
    if policy.using != expected or wrong_check:
        yield Fault(table.name, "policy", f"{policy.name} asks {policy.using} / {policy.check}")


def _other_policies(table: Table) -> Iterator[Fault]:
    more = dict(SPECIAL.get(table.name, STANDARD).more)
    for policy in table.policies.values():
        if policy.name in ("tenant_isolation", "workspace_isolation"):
            continue
        if policy.roles == (AUTH,) and {policy.using, policy.check} <= {INSIDE_AUTH, ""}:
            continue
        if policy.roles == (SERVICE,) and policy.verb == "r" and table.name in SERVICE_READS:
            continue
        if policy.roles == (APP,) and more.get(policy.name) == (policy.using or policy.check):
            continue
        if not policy.permissive and policy.roles == (APP,):
            continue
        yield Fault(table.name, "policy", f"{policy.name} opens it to {_list(policy.roles)}")


def _grants(table: Table) -> Iterator[Fault]:
    special = SPECIAL.get(table.name, STANDARD)
    for role, verbs in table.grants.items():
        if role not in GROUPS:
            yield Fault(table.name, "grant", f"{role} has {_list(verbs)}; grants name groups only")
        elif extra := verbs - ROW_VERBS:
            yield Fault(table.name, "grant", f"{role} has {_list(extra)}")
    app = table.grants.get(APP, set())
    if special.read_only and (extra := app - {"SELECT"}):
        yield Fault(table.name, "grant", f"{APP} has {_list(extra)}; auth.* alone writes it")
    if table.name in NO_DELETE and "DELETE" in app:
        yield Fault(table.name, "grant", f"{APP} has DELETE on a log")
    if table.name in NO_TABLE_UPDATE and "UPDATE" in app:
        yield Fault(table.name, "grant", f"{APP} has UPDATE on a log")
    service = table.grants.get(SERVICE, set())
    if extra := service - ({"SELECT"} if table.name in SERVICE_READS else set()):
        yield Fault(table.name, "grant", f"{SERVICE} has {_list(extra)}")


def _keys(table: Table, catalogue: Catalogue) -> Iterator[Fault]:
    if table.name == "tenants":
        return
    special = SPECIAL.get(table.name, STANDARD)
    for unique in table.uniques:
        if unique.columns[0] != "tenant_id" and unique.columns[0] not in special.free_uniques:
            yield Fault(
                table.name, "unique", f"{unique.name} does not begin with tenant_id: it would tell"
            )
    for key in table.foreign:
        target = catalogue.tables[key.to]
        if not _is_tenants(target) or key.to == "tenants":
            continue
        if "tenant_id" not in key.columns or "tenant_id" not in key.to_columns:
            yield Fault(table.name, "composite key", f"{key.name} may point across tenants")
        if not key.valid or key.deferred:
            yield Fault(table.name, "composite key", f"{key.name} is not checked at once")
    homes = {(k.columns, k.to) for k in table.foreign}
    standard_workspace = "workspace_id" in table.columns and special is STANDARD
    home = (("tenant_id", "workspace_id"), "workspaces")
    tenant = (("tenant_id",), "tenants")
    if standard_workspace and home not in homes:
        yield Fault(table.name, "composite key", "no key (tenant_id, workspace_id) to workspaces")
    elif not standard_workspace and tenant not in homes:
        yield Fault(table.name, "composite key", "no key to tenants")


def _django_keys(catalogue: Catalogue) -> Iterator[Fault]:
    """Every ForeignKey of a model between tenant tables has its composite constraint."""
    for model in apps.get_models():
        if not issubclass(model, TenantRow) or model._meta.db_table not in catalogue.tables:
            continue
        table = catalogue.tables[model._meta.db_table]
        held = {column for key in table.foreign for column in key.columns}
        for field in model._meta.local_fields:
            if isinstance(field, ForeignKey) and field.column not in held:
                yield Fault(table.name, "composite key", f"{field.column} has no constraint")


def _functions(catalogue: Catalogue) -> Iterator[Fault]:
    for function in catalogue.functions:
        if function.owner != AUTH:
            yield Fault(function.name, "definer's owner", f"it is {function.owner}, not {AUTH}")
        if not function.definer:
            yield Fault(function.name, "definer", "it is no SECURITY DEFINER function")
        if PINNED not in function.settings:
            yield Fault(function.name, "search path", f"it is not pinned to {PINNED}")
        if function.parallel == "s":
            yield Fault(function.name, "parallel", "a parallel worker has another pid")
        if function.for_all:
            yield Fault(function.name, "grant", "PUBLIC may execute it")


def _roles(catalogue: Catalogue) -> Iterator[Fault]:
    for name in GROUPS:
        role = catalogue.roles.get(name)
        if role is None:
            yield Fault(name, "role", "there is no such role; run deploy/bootstrap.sql")
        elif role.login or role.powers or role.owns:
            powers = [*role.powers, *(["LOGIN"] if role.login else [])]
            powers += ["owns tables"] if role.owns else []
            yield Fault(name, "role", f"it is too strong: {_list(powers)}")
    for role in catalogue.roles.values():
        serves = role.member_of & {APP, SERVICE}
        if serves and not role.owns and (role.powers or role.member_of - serves):
            extra = [*role.powers, *(role.member_of - serves)]
            yield Fault(role.name, "role", f"a serving login is too strong: {_list(extra)}")


def _views(catalogue: Catalogue) -> Iterator[Fault]:
    for name, (kind, invoker, granted) in catalogue.views.items():
        if kind == "m" and granted & {*GROUPS, "public"}:
            yield Fault(name, "view", "a materialized view holds rows of all tenants")
        if kind == "v" and not invoker:
            yield Fault(name, "view", "it is no security_invoker view")


def _server(catalogue: Catalogue) -> Iterator[Fault]:
    for schema, role in catalogue.schema_makers:
        if role in (*GROUPS, "public"):
            yield Fault(schema, "schema", f"{role} may create in it")
    guard = catalogue.tables.get("users")
    if guard is not None and "users_guard" not in guard.triggers:
        yield Fault("users", "trigger", "users_guard is missing or off")
    if catalogue.statements_shown:
        yield Fault("pg_stat_activity", "grant", "PUBLIC sees the statements of other sessions")


def _list(items: object) -> str:
    return ", ".join(sorted(items)) or "nobody"  # type: ignore[call-overload]
