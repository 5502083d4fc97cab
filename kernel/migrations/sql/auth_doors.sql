-- What may be asked before a tenant is known. Each answers the caller's own ids, nothing more.
CREATE FUNCTION auth.tenant_of_host(host text) RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT d.tenant_id FROM public.domains d WHERE d.domain = lower(host)
$$;

CREATE FUNCTION auth.my_tenants()
RETURNS TABLE (tenant_id uuid, name text, slug text, roles text[], viewer_modules text[],
               all_workspaces boolean, is_demo boolean)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id, t.name::text, t.slug::text, m.roles::text[], m.viewer_modules::text[],
           m.all_workspaces, t.is_demo
    FROM public.user_tenants m JOIN public.tenants t ON t.id = m.tenant_id
    WHERE m.user_id = auth.uid() ORDER BY t.name, t.id
$$;

CREATE FUNCTION auth.my_workspaces()
RETURNS TABLE (tenant_id uuid, workspace_id uuid, name text, slug text)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT w.tenant_id, w.id, w.name::text, w.slug::text
    FROM public.user_tenants m JOIN public.workspaces w ON w.tenant_id = m.tenant_id
    WHERE m.user_id = auth.uid() AND (m.all_workspaces OR EXISTS (
        SELECT FROM public.user_workspaces uw
        WHERE uw.tenant_id = m.tenant_id AND uw.user_id = m.user_id AND uw.workspace_id = w.id))
    ORDER BY w.name, w.id
$$;

CREATE FUNCTION auth.endpoint(endpoint uuid) RETURNS TABLE (tenant_id uuid, workspace_id uuid)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT e.tenant_id, e.workspace_id FROM public.webhook_endpoints e
    WHERE e.id = endpoint AND e.active
$$;

-- API keys come later: the door is there and opens for nobody.
CREATE FUNCTION auth.api_key(hash text) RETURNS TABLE (tenant_id uuid, user_id uuid)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT NULL::uuid, NULL::uuid WHERE false $$;

CREATE FUNCTION auth.invitation(hash text)
RETURNS TABLE (id uuid, email text, tenant_name text, expires_at timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT i.id, i.email::text, t.name::text, i.expires_at
    FROM public.invitations i JOIN public.tenants t ON t.id = i.tenant_id
    WHERE i.token_hash = hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL
        AND i.expires_at > clock_timestamp()
$$;
