"""Row-level security, composite keys and the rules over several rows of the growth tables."""

from pathlib import Path

from django.db import migrations

from kernel.decisions.walls import recommendation_table
from kernel.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("cro", "0001_tables")]

    operations = [
        rls.workspace_table("cro_segments"),
        rls.workspace_table("cro_metric_definitions"),
        rls.workspace_table("cro_step_counts"),
        rls.workspace_table("cro_hypotheses"),
        rls.workspace_table("cro_experiments"),
        rls.workspace_table("cro_experiment_metrics"),
        rls.workspace_table("cro_variants"),
        rls.workspace_table("cro_metrics"),
        rls.workspace_table("cro_weekly_summaries"),
        rls.workspace_table("cro_settings"),
        *recommendation_table("cro_recommendations"),
        rls.composite_key("cro_step_counts", "segment_id", "cro_segments"),
        rls.composite_key("cro_hypotheses", "segment_id", "cro_segments"),
        rls.composite_key("cro_hypotheses", "metric_id", "cro_metric_definitions"),
        rls.composite_key("cro_experiments", "hypothesis_id", "cro_hypotheses"),
        rls.composite_key("cro_experiments", "metric_id", "cro_metric_definitions"),
        rls.composite_key("cro_experiments", "segment_id", "cro_segments"),
        rls.person_key("cro_experiments", "decided_by_id"),
        rls.composite_key("cro_experiment_metrics", "experiment_id", "cro_experiments"),
        rls.composite_key("cro_experiment_metrics", "metric_id", "cro_metric_definitions"),
        rls.composite_key("cro_variants", "experiment_id", "cro_experiments"),
        rls.composite_key("cro_metrics", "experiment_id", "cro_experiments"),
        rls.composite_key("cro_metrics", "variant_id", "cro_variants"),
        rls.composite_key("cro_metrics", "metric_id", "cro_metric_definitions"),
        rls.composite_key("cro_metrics", "segment_id", "cro_segments"),
        rls.sql_file(Path(__file__).parent / "sql" / "whole_experiments.sql"),
        rls.sql_file(Path(__file__).parent / "sql" / "fixed_plans.sql"),
        rls.sql_file(Path(__file__).parent / "sql" / "results.sql"),
    ]
