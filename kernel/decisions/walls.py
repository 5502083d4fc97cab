"""The walls of a module's recommendation table, for its migration."""

from __future__ import annotations

from django.db import migrations

from kernel.tenancy import rls


def recommendation_table(table: str) -> list[migrations.RunSQL]:
    """Wall in a table of Recommendations: no DELETE, and its people are users."""
    return [
        rls.workspace_table(table, grants="SELECT, INSERT, UPDATE"),
        rls.person_key(table, "owner_id"),
        rls.person_key(table, "approved_by_id"),
        rls.person_key(table, "decided_by_id"),
    ]
