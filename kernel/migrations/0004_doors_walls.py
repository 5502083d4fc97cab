"""Walls and grants of the tables of kernel.doors, and the counter store of kernel.limits."""

from django.db import migrations

from kernel.tenancy import rls

# Unlogged: counts need not survive a crash. Rewritten at every request, hence the free space.
COUNTERS = """
CREATE UNLOGGED TABLE counters (
    key text PRIMARY KEY,
    count bigint NOT NULL,
    expires_at timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX counters_expires ON counters (expires_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON counters TO ubigrowth_app;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_runs_walls")]

    operations = [
        migrations.RunSQL(COUNTERS, "DROP TABLE counters"),
        migrations.RunSQL(
            "GRANT SELECT, INSERT, UPDATE, DELETE ON refresh_families TO ubigrowth_app",
            migrations.RunSQL.noop,
        ),
        rls.workspace_table("idempotency_keys", run=False),
        rls.workspace_table("webhook_receipts", grants="SELECT, INSERT"),
        rls.composite_key("webhook_receipts", "endpoint_id", "webhook_endpoints"),
    ]
