"""Row-level security of the tenancy tables, the signed context's functions, and their grants."""

from pathlib import Path

from django.db import migrations

from kernel.tenancy import rls

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0001_tables"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]

    operations = [
        rls.sql_file(SQL / "tenancy_tables.sql"),
        rls.sql_file(SQL / "clock.sql"),
        rls.sql_file(SQL / "auth_context.sql"),
        rls.sql_file(SQL / "auth_doors.sql"),
        rls.sql_file(SQL / "auth_members.sql"),
        rls.sql_file(SQL / "tenancy_walls.sql"),
        rls.tenant_table("tenant_modules", grants="SELECT, UPDATE"),
        rls.tenant_table("user_workspaces", grants="SELECT"),
        rls.tenant_table("invitations", grants="SELECT"),
        rls.tenant_table("support_grants", grants="SELECT"),
        rls.workspace_table("agent_runs", grants="SELECT, INSERT", run=False),
        rls.workspace_table("webhook_endpoints"),
        rls.composite_key("agent_runs", "parent_id", "agent_runs"),
        rls.workspace_table("agent_run_events", grants="SELECT, INSERT"),
        rls.auth_may("tenants", "SELECT, INSERT, UPDATE"),
        rls.auth_may("domains"),
        rls.auth_may("workspaces", "SELECT, INSERT"),
        rls.auth_may("user_tenants", "SELECT, INSERT, UPDATE, DELETE"),
        rls.auth_may("user_workspaces", "SELECT, INSERT, DELETE"),
        rls.auth_may("tenant_modules", "SELECT, INSERT"),
        rls.auth_may("invitations", "SELECT, INSERT, UPDATE"),
        rls.auth_may("support_grants", "SELECT, INSERT, UPDATE"),
        rls.auth_may("webhook_endpoints"),
        rls.auth_may("audit_events", "INSERT"),
        rls.service_may_read("tenants"),
        rls.service_may_read("workspaces"),
        rls.service_may_read("tenant_modules"),
        rls.hand_over(
            "claims()",
            "rank()",
            "check_grant(text[])",
            "note(text, uuid, text, jsonb)",
            "keep_an_owner(uuid)",
            "set_workspaces(uuid, uuid, uuid[])",
            "guard_user()",
            to_app=False,
        ),
        rls.hand_over(
            "uid()",
            "is_staff()",
            "is_owner()",
            "tenant_id()",
            "workspace_ids()",
            "workspace_id()",
            "tenant_wide()",
            "all_tenants()",
            "context_key_ids()",
            "tenant_of_host(text)",
            "my_tenants()",
            "my_workspaces()",
            "endpoint(uuid)",
            "api_key(text)",
            "invitation(text)",
            "create_tenant(jsonb)",
            "set_roles(uuid, text[], text[], uuid[])",
            "remove_member(uuid)",
            "invite(uuid, text, text[], text[], uuid[], text, timestamptz)",
            "revoke_invitation(uuid)",
            "accept_invitation(text, uuid)",
            "grant_support(uuid, uuid, text, integer)",
            "end_support(uuid)",
        ),
        migrations.RunSQL(
            "REVOKE CREATE ON SCHEMA auth FROM ubigrowth_auth", migrations.RunSQL.noop
        ),
    ]
