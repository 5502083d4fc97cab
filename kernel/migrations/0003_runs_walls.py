"""Walls of runs and decisions, and the moves of a run held by the database."""

from pathlib import Path

from django.db import migrations

from kernel.tenancy import rls

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_tenancy_walls")]

    operations = [
        rls.sql_file(SQL / "runs_walls.sql"),
        rls.workspace_table("decision_records", grants="SELECT, INSERT"),
        rls.workspace_table("notifications", grants="SELECT, INSERT, UPDATE (read_at, updated_at)"),
        rls.sql_file(SQL / "notifications_walls.sql"),
        rls.auth_may("agent_runs", "SELECT, UPDATE"),
        rls.auth_may("agent_run_events", "SELECT, INSERT"),
        rls.hand_over("guard_run()", "end_unheard(agent_runs, text, text, integer)", to_app=False),
        rls.hand_over("run_home(uuid)", "settle_run(uuid, integer, text, text)"),
        migrations.RunSQL(
            "REVOKE CREATE ON SCHEMA auth FROM ubigrowth_auth", migrations.RunSQL.noop
        ),
    ]
