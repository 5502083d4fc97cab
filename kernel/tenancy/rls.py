"""Raw SQL for migrations: a tenant table's walls, keys and grants, written out per table.

Each function gives one reversible migration operation. Grants name the app's group role only, and
never TRUNCATE, which row-level security does not hold.
"""

from __future__ import annotations

from pathlib import Path

from django.db import migrations

READ_WRITE = "SELECT, INSERT, UPDATE, DELETE"


def _walls(table: str, tenant: str = "tenant_id") -> str:
    check = f"({tenant} = (SELECT auth.tenant_id()))"
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON {table} TO ubigrowth_app USING {check} WITH CHECK {check};
"""


def _workspace_wall(table: str) -> str:
    # The row's own workspace first: where it fits, PostgreSQL never asks whether all are open.
    check = "(workspace_id = (SELECT auth.workspace_id()) OR (SELECT auth.tenant_wide()))"
    return f"""
CREATE POLICY workspace_isolation ON {table} AS RESTRICTIVE TO ubigrowth_app
    USING {check} WITH CHECK {check};
"""


def workspace_table(table: str, *, grants: str = READ_WRITE, run: bool = True) -> migrations.RunSQL:
    """Wall in a table of WorkspaceRows: policies, composite keys to workspace and run, grants.

    ``run=False`` is for tables whose rows no agent run makes: they have no such column.
    """
    sql = (
        _walls(table)
        + _workspace_wall(table)
        + f"""
ALTER TABLE {table} ADD CONSTRAINT {table}_scope UNIQUE (tenant_id, workspace_id, id);
ALTER TABLE {table} ADD CONSTRAINT {table}_workspace FOREIGN KEY (tenant_id, workspace_id)
    REFERENCES workspaces (tenant_id, id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE {table} ADD CONSTRAINT {table}_created_by FOREIGN KEY (created_by_id)
    REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE;
GRANT {grants} ON {table} TO ubigrowth_app;
"""
    )
    if run:
        sql += f"""
ALTER TABLE {table} ADD CONSTRAINT {table}_run FOREIGN KEY (tenant_id, workspace_id, run_id)
    REFERENCES agent_runs (tenant_id, workspace_id, id) DEFERRABLE INITIALLY IMMEDIATE;
"""
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


def tenant_table(table: str, *, grants: str = READ_WRITE) -> migrations.RunSQL:
    """Wall in a table of TenantRows: policy, key to the tenant, grants."""
    sql = _walls(table) + (
        f"""
ALTER TABLE {table} ADD CONSTRAINT {table}_scope UNIQUE (tenant_id, id);
ALTER TABLE {table} ADD CONSTRAINT {table}_tenant FOREIGN KEY (tenant_id)
    REFERENCES tenants (id) DEFERRABLE INITIALLY IMMEDIATE;
"""
        + (f"GRANT {grants} ON {table} TO ubigrowth_app;" if grants else "")
    )
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


def composite_key(table: str, column: str, to: str) -> migrations.RunSQL:
    """Hold ``table.column`` to a row of ``to`` in the same tenant and workspace."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column} "
        f"FOREIGN KEY (tenant_id, workspace_id, {column}) "
        f"REFERENCES {to} (tenant_id, workspace_id, id) DEFERRABLE INITIALLY IMMEDIATE",
        migrations.RunSQL.noop,
    )


def person_key(table: str, column: str) -> migrations.RunSQL:
    """Hold ``table.column`` to a person."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column} FOREIGN KEY ({column}) "
        "REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE",
        migrations.RunSQL.noop,
    )


def auth_may(table: str, grants: str = "SELECT") -> migrations.RunSQL:
    """Let the ``auth.*`` functions look rows of a table up, through policies of their own.

    The policies also ask who runs: by its membership alone the owner would be let through.
    """
    inside = "(current_user = 'ubigrowth_auth')"
    sql = f"GRANT {grants} ON {table} TO ubigrowth_auth;"
    for verb in (part.strip() for part in grants.split(",")):
        name = f"auth_{verb.lower()}"
        clause = {
            "SELECT": f"USING {inside}",
            "INSERT": f"WITH CHECK {inside}",
            "UPDATE": f"USING {inside} WITH CHECK {inside}",
            "DELETE": f"USING {inside}",
        }[verb]
        sql += f"CREATE POLICY {name} ON {table} FOR {verb} TO ubigrowth_auth {clause};"
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


def service_may_read(table: str) -> migrations.RunSQL:
    """Let the scheduler's login read a table across tenants."""
    return migrations.RunSQL(
        f"GRANT SELECT ON {table} TO ubigrowth_service;"
        f"CREATE POLICY service_read ON {table} FOR SELECT TO ubigrowth_service USING (true);",
        migrations.RunSQL.noop,
    )


def hand_over(*signatures: str, to_app: bool = True) -> migrations.RunSQL:
    """Give ``auth.*`` functions to their owner role; the app may execute them where it should."""
    sql = ""
    for signature in signatures:
        sql += f"REVOKE ALL ON FUNCTION auth.{signature} FROM PUBLIC;"
        sql += f"GRANT EXECUTE ON FUNCTION auth.{signature} TO ubigrowth_auth;"
        if to_app:
            sql += f"GRANT EXECUTE ON FUNCTION auth.{signature} TO ubigrowth_app;"
        sql += f"ALTER FUNCTION auth.{signature} OWNER TO ubigrowth_auth;"
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


def sql_file(path: Path) -> migrations.RunSQL:
    """A migration's SQL from a file beside it."""
    return migrations.RunSQL(path.read_text(encoding="utf-8"), migrations.RunSQL.noop)
