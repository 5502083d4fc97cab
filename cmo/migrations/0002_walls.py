"""Row-level security, composite keys and the rules over several rows of the marketing tables."""

from pathlib import Path

from django.db import migrations

from kernel.decisions.walls import recommendation_table
from kernel.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("cmo", "0001_tables")]

    operations = [
        rls.workspace_table("cmo_brand_profiles"),
        rls.workspace_table("cmo_icp_segments"),
        rls.workspace_table("cmo_offers"),
        rls.workspace_table("cmo_marketing_plans"),
        rls.workspace_table("cmo_campaigns"),
        rls.workspace_table("cmo_campaign_channels"),
        rls.workspace_table("cmo_metrics_snapshots"),
        rls.workspace_table("cmo_funnels"),
        rls.workspace_table("cmo_funnel_stages"),
        rls.workspace_table("cmo_funnel_counts"),
        rls.workspace_table("cmo_content_assets"),
        rls.workspace_table("cmo_content_variants"),
        rls.workspace_table("cmo_calendar_events"),
        rls.workspace_table("cmo_weekly_summaries"),
        rls.workspace_table("cmo_touchpoints"),
        *recommendation_table("cmo_recommendations"),
        rls.composite_key("cmo_offers", "segment_id", "cmo_icp_segments"),
        rls.composite_key("cmo_funnels", "plan_id", "cmo_marketing_plans"),
        rls.composite_key("cmo_campaigns", "funnel_id", "cmo_funnels"),
        rls.composite_key("cmo_campaigns", "plan_id", "cmo_marketing_plans"),
        rls.composite_key("cmo_campaigns", "segment_id", "cmo_icp_segments"),
        rls.composite_key("cmo_campaigns", "offer_id", "cmo_offers"),
        rls.composite_key("cmo_campaign_channels", "campaign_id", "cmo_campaigns"),
        rls.composite_key("cmo_metrics_snapshots", "campaign_id", "cmo_campaigns"),
        rls.composite_key("cmo_funnel_stages", "funnel_id", "cmo_funnels"),
        rls.composite_key("cmo_funnel_counts", "stage_id", "cmo_funnel_stages"),
        rls.composite_key("cmo_content_assets", "campaign_id", "cmo_campaigns"),
        rls.composite_key("cmo_content_assets", "stage_id", "cmo_funnel_stages"),
        rls.composite_key("cmo_content_variants", "asset_id", "cmo_content_assets"),
        rls.composite_key("cmo_calendar_events", "campaign_id", "cmo_campaigns"),
        rls.composite_key("cmo_calendar_events", "asset_id", "cmo_content_assets"),
        rls.composite_key("cmo_touchpoints", "campaign_id", "cmo_campaigns"),
        rls.sql_file(Path(__file__).parent / "sql" / "owners_and_shares.sql"),
        rls.sql_file(Path(__file__).parent / "sql" / "outlines.sql"),
        rls.sql_file(Path(__file__).parent / "sql" / "plan_shares.sql"),
        rls.sql_file(Path(__file__).parent / "sql" / "plan_budget.sql"),
    ]
