-- Keys that Django does not write: composite, so that no row points across tenants.
ALTER TABLE workspaces ADD CONSTRAINT workspaces_scope UNIQUE (tenant_id, id);
ALTER TABLE workspaces ADD CONSTRAINT workspaces_tenant FOREIGN KEY (tenant_id)
    REFERENCES tenants (id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE domains ADD CONSTRAINT domains_tenant FOREIGN KEY (tenant_id)
    REFERENCES tenants (id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE user_tenants ADD CONSTRAINT user_tenants_user FOREIGN KEY (user_id)
    REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE user_tenants ADD CONSTRAINT user_tenants_tenant FOREIGN KEY (tenant_id)
    REFERENCES tenants (id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE user_workspaces ADD CONSTRAINT user_workspaces_member FOREIGN KEY (tenant_id, user_id)
    REFERENCES user_tenants (tenant_id, user_id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE user_workspaces ADD CONSTRAINT user_workspaces_workspace
    FOREIGN KEY (tenant_id, workspace_id)
    REFERENCES workspaces (tenant_id, id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE invitations ADD CONSTRAINT invitations_invited_by FOREIGN KEY (invited_by_id)
    REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE support_grants ADD CONSTRAINT support_grants_user FOREIGN KEY (user_id)
    REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE audit_events ADD CONSTRAINT audit_events_tenant FOREIGN KEY (tenant_id)
    REFERENCES tenants (id) DEFERRABLE INITIALLY IMMEDIATE;
