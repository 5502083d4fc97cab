-- Tables that are read before a tenant is known (the allow-list): grants, no policies.
GRANT USAGE ON SCHEMA public TO ubigrowth_app, ubigrowth_service, ubigrowth_auth;
GRANT SELECT ON django_migrations TO ubigrowth_app, ubigrowth_service;
GRANT SELECT ON django_content_type TO ubigrowth_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO ubigrowth_app;
GRANT SELECT, INSERT, UPDATE ON users TO ubigrowth_app;
GRANT SELECT ON users TO ubigrowth_auth;
GRANT SELECT, INSERT, UPDATE, DELETE ON run_queue TO ubigrowth_app;
GRANT SELECT, UPDATE, DELETE ON schedule_slots TO ubigrowth_app;
GRANT SELECT, INSERT, UPDATE ON schedule_slots TO ubigrowth_service;

-- Columns that a run's row may change after it was written.
GRANT UPDATE (status, output, facts, entities, code, error, attempts, fence, engine, engine_name,
              function_version, prompt_hash, prompt_text_hash, tokens, cost_micros,
              cancel_requested_at, started_at, finished_at, duration_ms, updated_at)
    ON agent_runs TO ubigrowth_app;

-- A tenant's own row; names only for staff.
ALTER TABLE tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON tenants TO ubigrowth_app
    USING (id = (SELECT auth.tenant_id())) WITH CHECK (id = (SELECT auth.tenant_id()));
CREATE POLICY staff_read ON tenants FOR SELECT TO ubigrowth_app USING ((SELECT auth.is_staff()));
GRANT SELECT, UPDATE (name, as_of, is_demo, second_approval, updated_at) ON tenants TO ubigrowth_app;

ALTER TABLE domains ENABLE ROW LEVEL SECURITY;
ALTER TABLE domains FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON domains TO ubigrowth_app
    USING (tenant_id = (SELECT auth.tenant_id())) WITH CHECK (tenant_id = (SELECT auth.tenant_id()));
CREATE POLICY staff_read ON domains FOR SELECT TO ubigrowth_app USING ((SELECT auth.is_staff()));
GRANT SELECT, INSERT, UPDATE, DELETE ON domains TO ubigrowth_app;

-- A workspace is seen by those who may enter it.
ALTER TABLE workspaces ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspaces FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON workspaces TO ubigrowth_app
    USING (tenant_id = (SELECT auth.tenant_id())) WITH CHECK (tenant_id = (SELECT auth.tenant_id()));
CREATE POLICY workspace_isolation ON workspaces AS RESTRICTIVE TO ubigrowth_app
    USING ((SELECT auth.tenant_wide()) OR id IN (SELECT auth.workspace_ids()))
    WITH CHECK ((SELECT auth.tenant_wide()) OR id IN (SELECT auth.workspace_ids()));
GRANT SELECT, INSERT, UPDATE ON workspaces TO ubigrowth_app;

-- One's own memberships, and those of the tenant one is in. Written by auth.* only.
ALTER TABLE user_tenants ENABLE ROW LEVEL SECURITY;
ALTER TABLE user_tenants FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON user_tenants FOR SELECT TO ubigrowth_app
    USING (user_id = (SELECT auth.uid()) OR tenant_id = (SELECT auth.tenant_id()));
GRANT SELECT ON user_tenants TO ubigrowth_app;

-- Append-only. Events without a tenant are the platform's: anyone adds, staff read.
ALTER TABLE audit_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_events FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation ON audit_events TO ubigrowth_app
    USING (tenant_id = (SELECT auth.tenant_id()))
    WITH CHECK (tenant_id = (SELECT auth.tenant_id()));
CREATE POLICY platform_add ON audit_events FOR INSERT TO ubigrowth_app
    WITH CHECK (tenant_id IS NULL);
CREATE POLICY platform_read ON audit_events FOR SELECT TO ubigrowth_app
    USING (tenant_id IS NULL AND (SELECT auth.is_staff()));
GRANT SELECT, INSERT ON audit_events TO ubigrowth_app;
