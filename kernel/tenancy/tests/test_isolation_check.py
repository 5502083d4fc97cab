"""`isolation_check` is green, and red for each guard that is taken away, naming where."""

from io import StringIO

import psycopg
import pytest
from django.core.management import call_command

from kernel.tenancy import isolation
from kernel.tenancy.testing import current_database, url_of

pytestmark = pytest.mark.django_db

REMOVALS = {
    "RLS off": ("agent_runs", "RLS", "ALTER TABLE agent_runs DISABLE ROW LEVEL SECURITY"),
    "FORCE off": ("agent_runs", "FORCE", "ALTER TABLE agent_runs NO FORCE ROW LEVEL SECURITY"),
    "policy dropped": ("agent_runs", "policy", "DROP POLICY tenant_isolation ON agent_runs"),
    "workspace policy dropped": (
        "agent_runs",
        "policy",
        "DROP POLICY workspace_isolation ON agent_runs",
    ),
    "policy for everybody": (
        "agent_runs",
        "TO",
        "ALTER POLICY tenant_isolation ON agent_runs TO PUBLIC",
    ),
    "policy that is always true": (
        "agent_runs",
        "policy",
        "ALTER POLICY tenant_isolation ON agent_runs USING (true)",
    ),
    "check that is always true": (
        "agent_runs",
        "policy",
        "ALTER POLICY tenant_isolation ON agent_runs WITH CHECK (true)",
    ),
    "a second, open policy": (
        "agent_runs",
        "policy",
        "CREATE POLICY friendly ON agent_runs FOR SELECT TO ubigrowth_app USING (true)",
    ),
    "auth policy for the owner too": (
        "user_tenants",
        "policy",
        "ALTER POLICY auth_select ON user_tenants USING (true)",
    ),
    "service reads it": (
        "agent_runs",
        "policy",
        "CREATE POLICY service_read ON agent_runs FOR SELECT TO ubigrowth_service USING (true)",
    ),
    "TRUNCATE granted": ("agent_runs", "grant", "GRANT TRUNCATE ON agent_runs TO ubigrowth_app"),
    "granted to PUBLIC": ("agent_runs", "grant", "GRANT SELECT ON agent_runs TO PUBLIC"),
    "granted to the login": (
        "agent_runs",
        "grant",
        "GRANT SELECT ON agent_runs TO ubigrowth_app_login",
    ),
    "granted to the service": (
        "agent_runs",
        "grant",
        "GRANT SELECT ON agent_runs TO ubigrowth_service",
    ),
    "DELETE on the log": ("agent_runs", "grant", "GRANT DELETE ON agent_runs TO ubigrowth_app"),
    "UPDATE on the audit": (
        "audit_events",
        "grant",
        "GRANT UPDATE ON audit_events TO ubigrowth_app",
    ),
    "memberships writable": (
        "user_tenants",
        "grant",
        "GRANT INSERT ON user_tenants TO ubigrowth_app",
    ),
    "memberships' column writable": (
        "user_tenants",
        "grant",
        "GRANT UPDATE (roles) ON user_tenants TO ubigrowth_app",
    ),
    "composite key dropped": (
        "agent_runs",
        "composite key",
        "ALTER TABLE agent_runs DROP CONSTRAINT agent_runs_parent_id",
    ),
    "home key dropped": (
        "agent_runs",
        "composite key",
        "ALTER TABLE agent_runs DROP CONSTRAINT agent_runs_workspace",
    ),
    "plain key in its place": (
        "agent_run_events",
        "composite key",
        "ALTER TABLE agent_run_events ADD FOREIGN KEY (run_id) REFERENCES agent_runs (id)",
    ),
    "global unique": ("agent_runs", "unique", "CREATE UNIQUE INDEX loose ON agent_runs (agent)"),
    "definer's owner": (
        "auth.tenant_id",
        "definer's owner",
        "ALTER FUNCTION auth.tenant_id() OWNER TO ubigrowth_owner",
    ),
    "no definer": ("auth.tenant_id", "definer", "ALTER FUNCTION auth.tenant_id() SECURITY INVOKER"),
    "search path": (
        "auth.tenant_id",
        "search path",
        "ALTER FUNCTION auth.tenant_id() RESET search_path",
    ),
    "parallel safe": (
        "auth.tenant_id",
        "parallel",
        "ALTER FUNCTION auth.tenant_id() PARALLEL SAFE",
    ),
    "function for all": (
        "auth.claims",
        "grant",
        "GRANT EXECUTE ON FUNCTION auth.claims() TO PUBLIC",
    ),
    "unlisted table": ("stray", "allow-list", "CREATE TABLE stray (id int)"),
    "grant beyond the list": ("users", "allow-list", "GRANT DELETE ON users TO ubigrowth_app"),
    "tenant table without walls": ("bare", "RLS", "CREATE TABLE bare (tenant_id uuid)"),
    "app bypasses": ("ubigrowth_app_login", "role", "ALTER ROLE ubigrowth_app_login BYPASSRLS"),
    "app joins the auth role": (
        "ubigrowth_app_login",
        "role",
        "GRANT ubigrowth_auth TO ubigrowth_app_login",
    ),
    "auth role logs in": ("ubigrowth_auth", "role", "ALTER ROLE ubigrowth_auth LOGIN"),
    "view of the definer": ("peep", "view", "CREATE VIEW peep AS SELECT * FROM agent_runs"),
    "schema open": ("public", "schema", "GRANT CREATE ON SCHEMA public TO ubigrowth_app"),
    "trigger off": ("users", "trigger", "ALTER TABLE users DISABLE TRIGGER users_guard"),
    "statements shown": (
        "pg_stat_activity",
        "grant",
        "GRANT SELECT ON pg_catalog.pg_stat_activity TO PUBLIC",
    ),
}


def test_it_is_green_on_the_migrated_database(cast):
    assert isolation.faults(isolation.read()) == []


def test_the_command_says_green(cast):
    out = StringIO()
    call_command("isolation_check", stdout=out)
    assert out.getvalue().startswith("GREEN")


@pytest.mark.parametrize("removal", REMOVALS)
def test_it_is_red_when_a_guard_is_removed(cast, removal):
    where, guard, sql = REMOVALS[removal]
    with psycopg.connect(url_of("ADMIN", current_database())) as admin:
        admin.execute(sql)
        found = isolation.faults(isolation.read(admin.cursor()))
        admin.rollback()
    assert (where, guard) in {(fault.where, fault.guard) for fault in found}
