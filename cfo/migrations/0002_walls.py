"""Row-level security, composite keys and the rules over several rows of the finance tables."""

from pathlib import Path

from django.db import migrations

from kernel.decisions.walls import recommendation_table
from kernel.tenancy import rls


class Migration(migrations.Migration):
    dependencies = [("cfo", "0001_tables")]

    operations = [
        rls.workspace_table("cfo_accounts"),
        rls.workspace_table("cfo_categories"),
        rls.workspace_table("cfo_category_rules"),
        rls.workspace_table("cfo_transactions"),
        rls.workspace_table("cfo_budgets"),
        rls.workspace_table("cfo_forecasts"),
        rls.workspace_table("cfo_reports"),
        rls.workspace_table("cfo_metrics"),
        rls.workspace_table("cfo_settings"),
        rls.workspace_table("cfo_invoices"),
        rls.workspace_table("cfo_invoice_lines"),
        rls.workspace_table("cfo_headcount"),
        *recommendation_table("cfo_recommendations"),
        rls.composite_key("cfo_category_rules", "category_id", "cfo_categories"),
        rls.composite_key("cfo_category_rules", "account_id", "cfo_accounts"),
        rls.composite_key("cfo_transactions", "account_id", "cfo_accounts"),
        rls.composite_key("cfo_transactions", "category_id", "cfo_categories"),
        rls.composite_key("cfo_transactions", "rule_id", "cfo_category_rules"),
        rls.composite_key("cfo_transactions", "transfer_id", "cfo_transactions"),
        rls.composite_key("cfo_budgets", "category_id", "cfo_categories"),
        rls.composite_key("cfo_forecasts", "category_id", "cfo_categories"),
        rls.composite_key("cfo_invoice_lines", "invoice_id", "cfo_invoices"),
        rls.sql_file(Path(__file__).parent / "sql" / "lines.sql"),
        rls.sql_file(Path(__file__).parent / "sql" / "approved_budgets.sql"),
        rls.sql_file(Path(__file__).parent / "sql" / "final_reports.sql"),
    ]
