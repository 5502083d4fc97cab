"""Walls and grants of the tables of kernel.resources."""

from pathlib import Path

from django.db import migrations

from kernel.tenancy import rls

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_doors_walls")]

    operations = [
        rls.workspace_table("import_batches", grants="SELECT, INSERT, UPDATE"),
        rls.workspace_table("import_files", grants="SELECT, INSERT, DELETE"),
        rls.workspace_table("import_rows", grants="SELECT, INSERT"),
        rls.workspace_table("import_layouts"),
        rls.person_key("import_batches", "undone_by_id"),
        rls.person_key("import_batches", "asked_by_id"),
        rls.composite_key("import_files", "batch_id", "import_batches"),
        rls.composite_key("import_rows", "batch_id", "import_batches"),
        rls.sql_file(SQL / "imports_walls.sql"),
        rls.auth_may("import_batches"),
        rls.auth_may("import_files", "SELECT, DELETE"),
        rls.hand_over("silent_imports(double precision)", "erase_old_imports(integer)"),
        migrations.RunSQL(
            "REVOKE CREATE ON SCHEMA auth FROM ubigrowth_auth", migrations.RunSQL.noop
        ),
    ]
