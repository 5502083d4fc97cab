"""Row-level security, composite keys and the sum of budget shares of the marketing tables."""

from pathlib import Path

from django.db import migrations

from kernel.decisions.walls import recommendation_table
from kernel.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("cmo", "0001_tables")]

    operations = [
        rls.workspace_table("cmo_campaigns"),
        rls.workspace_table("cmo_campaign_channels"),
        rls.workspace_table("cmo_metrics_snapshots"),
        rls.workspace_table("cmo_funnels"),
        rls.workspace_table("cmo_funnel_stages"),
        rls.workspace_table("cmo_funnel_counts"),
        *recommendation_table("cmo_recommendations"),
        rls.composite_key("cmo_campaigns", "funnel_id", "cmo_funnels"),
        rls.composite_key("cmo_campaign_channels", "campaign_id", "cmo_campaigns"),
        rls.composite_key("cmo_metrics_snapshots", "campaign_id", "cmo_campaigns"),
        rls.composite_key("cmo_funnel_stages", "funnel_id", "cmo_funnels"),
        rls.composite_key("cmo_funnel_counts", "stage_id", "cmo_funnel_stages"),
        rls.sql_file(Path(__file__).parent / "sql" / "owners_and_shares.sql"),
    ]
