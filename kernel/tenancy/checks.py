"""What must hold of the database before a process serves anyone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

from kernel.tenancy import keys
from kernel.tenancy.scope import DATABASE

FLOOR = 150000

_LOGIN = """
SELECT r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
       EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname IN ('public', 'auth') AND c.relowner = r.oid)
FROM pg_roles r WHERE r.rolname = session_user
"""
_UNFORCED = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  AND a.attname = 'tenant_id' AND NOT a.attisdropped
  AND NOT (c.relrowsecurity AND c.relforcerowsecurity) AND NOT c.relname = ANY(%s)
"""


def too_strong() -> list[str]:
    """The powers that the present login has and no serving process may have."""
    names = ("SUPERUSER", "BYPASSRLS", "CREATEROLE", "CREATEDB", "owner of tables")
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(_LOGIN)
        row = cursor.fetchone()
    return [name for name, held in zip(names, row or (), strict=False) if held]


def refusals() -> list[str]:
    """Reasons not to serve, one line each, with the setting and the mend."""
    from kernel.tenancy.allowlist import ALLOWED

    found = []
    with connections[DATABASE].cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        if int(cursor.fetchone()[0]) < FLOOR:
            found.append("DATABASE_URL names a server below PostgreSQL 15. Use 15 or newer.")
            return found
    if powers := too_strong():
        found.append(
            f"DATABASE_URL's login is too strong ({', '.join(powers)}). "
            "Use the app login that deploy/bootstrap.sql makes."
        )
    with connections[DATABASE].cursor() as cursor:
        cursor.execute(_UNFORCED, [list(ALLOWED)])
        if open_tables := sorted(row[0] for row in cursor.fetchall()):
            found.append(
                f"{', '.join(open_tables)}: no FORCE ROW LEVEL SECURITY. "
                "Run migrate, then isolation_check."
            )
    if settings.UBIGROWTH_LOGIN == "app" and not keys.agree():
        found.append("CONTEXT_KEY is not among the database's keys. Run migrate with this key.")
    return found


@register(Tags.database)
def serving_login(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """``check --database default``, and what web and worker ask as they start."""
    if not databases or DATABASE not in databases or settings.UBIGROWTH_LOGIN == "owner":
        return []
    try:
        return [Error(line, id="kernel.E001") for line in refusals()]
    except DatabaseError as error:
        return [Error(f"The database does not answer as it should: {error}", id="kernel.E002")]


def refuse_to_serve() -> None:
    """Raise ImproperlyConfigured, in one line, when this process may not serve anyone."""
    try:
        found = refusals()
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise ImproperlyConfigured(
            f"The database does not answer as it should: {reason}"
        ) from error
    if found:
        raise ImproperlyConfigured(" ".join(found))
