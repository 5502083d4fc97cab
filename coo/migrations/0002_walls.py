"""Row-level security, composite keys and the rules over several rows of the operations tables."""

from pathlib import Path

from django.db import migrations

from kernel.decisions.walls import recommendation_table
from kernel.tenancy import rls

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("coo", "0001_tables")]

    operations = [
        rls.workspace_table("coo_workflows"),
        rls.workspace_table("coo_processes"),
        rls.workspace_table("coo_tasks"),
        rls.workspace_table("coo_task_transitions", grants="SELECT, INSERT"),
        rls.workspace_table("coo_process_events"),
        rls.workspace_table("coo_metrics"),
        rls.workspace_table("coo_reports"),
        rls.workspace_table("coo_capacity"),
        rls.workspace_table("coo_settings"),
        *recommendation_table("coo_recommendations"),
        rls.composite_key("coo_processes", "workflow_id", "coo_workflows"),
        rls.composite_key("coo_tasks", "process_id", "coo_processes"),
        rls.composite_key("coo_process_events", "process_id", "coo_processes"),
        rls.person_key("coo_task_transitions", "actor_user_id"),
        rls.sql_file(SQL / "closing.sql"),
        rls.sql_file(SQL / "history.sql"),
        rls.sql_file(SQL / "capacity.sql"),
        rls.sql_file(SQL / "workflows.sql"),
        rls.sql_file(SQL / "final_reports.sql"),
    ]
