"""Row-level security of the outages."""

from django.db import migrations

from kernel.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("cto", "0001_tables")]

    operations = [rls.workspace_table("cto_outages")]
