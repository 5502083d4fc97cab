"""The walls of a module's recommendation table, for its migration."""

from __future__ import annotations

from django.db import migrations

from kernel.tenancy import rls


def recommendation_table(table: str) -> list[migrations.RunSQL]:
    """Wall in a table of Recommendations: no DELETE, and its people are users."""
    keys = "".join(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_{column} FOREIGN KEY ({column}_id) "
        "REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE;"
        for column in ("owner", "approved_by", "decided_by")
    )
    return [
        rls.workspace_table(table, grants="SELECT, INSERT, UPDATE"),
        migrations.RunSQL(keys, migrations.RunSQL.noop),
    ]
