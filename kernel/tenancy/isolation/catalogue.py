"""What the system catalogues say, read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

from kernel.tenancy.scope import DATABASE


@dataclass(frozen=True)
class Policy:
    """A row-level security policy; ``roles`` holds ``public`` where no TO was written."""

    name: str
    permissive: bool
    roles: tuple[str, ...]
    verb: str
    using: str
    check: str


@dataclass(frozen=True)
class Key:
    """A unique index (``to`` empty) or a foreign key."""

    name: str
    columns: tuple[str, ...]
    to: str = ""
    to_columns: tuple[str, ...] = ()
    valid: bool = True
    deferred: bool = False


@dataclass
class Table:
    """A table of the schema ``public``. ``grants`` maps a role to its verbs on table or columns."""

    name: str
    secured: bool
    forced: bool
    columns: frozenset[str]
    policies: dict[str, Policy] = field(default_factory=dict)
    uniques: list[Key] = field(default_factory=list)
    foreign: list[Key] = field(default_factory=list)
    grants: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    triggers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Function:
    """A function of the product, or any SECURITY DEFINER one outside the server's own schemas."""

    name: str
    owner: str
    definer: bool
    settings: tuple[str, ...]
    parallel: str
    for_all: bool


@dataclass(frozen=True)
class Role:
    """A role's powers; ``owns`` counts its tables."""

    name: str
    login: bool
    powers: tuple[str, ...]
    member_of: frozenset[str]
    owns: int


@dataclass(frozen=True)
class Catalogue:
    """Everything the guards look at."""

    tables: dict[str, Table]
    functions: list[Function]
    roles: dict[str, Role]
    views: dict[str, tuple[str, bool, frozenset[str]]]
    schema_makers: frozenset[tuple[str, str]]
    statements_shown: bool


_TABLES = """
SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
       array_agg(a.attname::text) FILTER (WHERE a.attnum > 0 AND NOT a.attisdropped),
       ARRAY(SELECT t.tgname::text FROM pg_trigger t
             WHERE t.tgrelid = c.oid AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A'))
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f')
GROUP BY c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity
"""
_POLICIES = """
SELECT c.relname, p.polname, p.polpermissive,
       ARRAY(SELECT CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r)::text END
             FROM unnest(p.polroles) AS r),
       p.polcmd::text, coalesce(pg_get_expr(p.polqual, p.polrelid), ''),
       coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '')
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = 'public'::regnamespace
"""
_UNIQUES = """
SELECT c.relname, i.relname, ARRAY(
    SELECT coalesce(a.attname::text, '(expression)')
    FROM unnest(x.indkey) WITH ORDINALITY AS k(num, at)
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num AND k.num > 0
    ORDER BY k.at), x.indisvalid
FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
WHERE x.indisunique AND NOT x.indisprimary AND c.relnamespace = 'public'::regnamespace
"""
_FOREIGN = """
SELECT c.relname, k.conname, f.relname, k.convalidated, k.condeferred,
    ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS n(num, at)
          JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.num ORDER BY n.at),
    ARRAY(SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY AS n(num, at)
          JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.num ORDER BY n.at)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
WHERE k.contype = 'f' AND c.relnamespace = 'public'::regnamespace
"""
_GRANTS = """
SELECT c.relname, CASE WHEN g.grantee = 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END,
       g.privilege_type, g.grantee = c.relowner
FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) AS g
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
UNION ALL
SELECT c.relname, CASE WHEN g.grantee = 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END,
       g.privilege_type, g.grantee = c.relowner
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
CROSS JOIN LATERAL aclexplode(a.attacl) AS g
WHERE c.relnamespace = 'public'::regnamespace
"""
_FUNCTIONS = """
SELECT n.nspname || '.' || p.proname, pg_get_userbyid(p.proowner)::text, p.prosecdef,
       coalesce(p.proconfig, '{}'), p.proparallel::text,
       p.proacl IS NULL OR EXISTS (
           SELECT FROM aclexplode(p.proacl) g WHERE g.grantee = 0 AND g.privilege_type = 'EXECUTE')
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE n.nspname = 'auth' OR (p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema'))
"""
_ROLES = """
SELECT r.rolname, r.rolcanlogin,
       array_remove(ARRAY[CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
           CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
           CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
           CASE WHEN r.rolcreatedb THEN 'CREATEDB' END,
           CASE WHEN r.rolreplication THEN 'REPLICATION' END], NULL),
       ARRAY(SELECT pg_get_userbyid(m.roleid)::text FROM pg_auth_members m WHERE m.member = r.oid),
       (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relowner = r.oid AND n.nspname IN ('public', 'auth'))
FROM pg_roles r
"""
_VIEWS = """
SELECT c.relname, c.relkind::text,
       coalesce('security_invoker=true' = ANY(c.reloptions)
                OR 'security_invoker=on' = ANY(c.reloptions), false)
FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('v', 'm')
"""
_MAKERS = """
SELECT n.nspname, CASE WHEN g.grantee = 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) AS g
WHERE g.privilege_type = 'CREATE' AND n.nspname IN ('public', 'auth') AND g.grantee <> n.nspowner
"""
_SHOWN = "SELECT has_table_privilege('public', 'pg_catalog.pg_stat_activity', 'SELECT')"


def read(cursor: Any = None) -> Catalogue:
    """Read the catalogues of the present database, through any login's cursor."""
    if cursor is None:
        with connections[DATABASE].cursor() as own:
            return read(own)

    def _rows(query: str) -> list[tuple[Any, ...]]:
        cursor.execute(query)
        return list(cursor.fetchall())

    tables = {
        name: Table(name, secured, forced, frozenset(columns), triggers=frozenset(triggers))
        for name, secured, forced, columns, triggers in _rows(_TABLES)
    }
    for table, name, permissive, roles, verb, using, check in _rows(_POLICIES):
        tables[table].policies[name] = Policy(name, permissive, tuple(roles), verb, using, check)
    for table, name, columns, valid in _rows(_UNIQUES):
        tables[table].uniques.append(Key(name, tuple(columns), valid=valid))
    for table, name, to, valid, deferred, columns, to_columns in _rows(_FOREIGN):
        key = Key(name, tuple(columns), to, tuple(to_columns), valid, deferred)
        tables[table].foreign.append(key)
    view_grants: dict[str, set[str]] = defaultdict(set)
    for relation, role, verb, owns in _rows(_GRANTS):
        if relation in tables and not owns:
            tables[relation].grants[role].add(verb)
        elif not owns:
            view_grants[relation].add(role)
    return Catalogue(
        tables=tables,
        functions=[Function(n, o, d, tuple(s), p, a) for n, o, d, s, p, a in _rows(_FUNCTIONS)],
        roles={n: Role(n, lo, tuple(p), frozenset(m), c) for n, lo, p, m, c in _rows(_ROLES)},
        views={n: (k, safe, frozenset(view_grants[n])) for n, k, safe in _rows(_VIEWS)},
        schema_makers=frozenset((s, r) for s, r in _rows(_MAKERS)),
        statements_shown=bool(_rows(_SHOWN)[0][0]),
    )
