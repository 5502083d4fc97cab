-- The signed context: what it says, and whether it is true. Every function here is owned by
-- ubigrowth_auth, which owns no table and sees only the rows that its own policies name.
CREATE SCHEMA auth;
REVOKE ALL ON SCHEMA auth FROM PUBLIC;
GRANT USAGE ON SCHEMA auth TO ubigrowth_app, ubigrowth_service;
GRANT USAGE, CREATE ON SCHEMA auth TO ubigrowth_auth;

-- HMAC blocks (RFC 2104), so that SHA-256 alone computes the mac. Filled by `migrate`.
CREATE TABLE auth.context_keys (
    id text PRIMARY KEY,
    inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
    outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64),
    created_at timestamptz NOT NULL DEFAULT now()
);
REVOKE ALL ON auth.context_keys FROM PUBLIC;
GRANT SELECT ON auth.context_keys TO ubigrowth_auth;

-- kind, principal, tenant, workspace, wide; NULL without a context; 28000 for a wrong one.
CREATE FUNCTION auth.claims() RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    token text := NULLIF(current_setting('ubigrowth.context', true), '');
    part text[];
    key auth.context_keys;
    body bytea;
BEGIN
    IF token IS NULL THEN
        RETURN NULL;
    END IF;
    part := string_to_array(token, '|');
    IF array_length(part, 1) IS DISTINCT FROM 7 THEN
        RAISE EXCEPTION 'the tenant context is malformed' USING ERRCODE = '28000';
    END IF;
    SELECT * INTO key FROM auth.context_keys k WHERE k.id = part[1];
    IF NOT FOUND THEN
        RAISE EXCEPTION 'the tenant context is signed with an unknown key'
            USING ERRCODE = '28000', HINT = 'Run migrate with the CONTEXT_KEY of this process.';
    END IF;
    body := convert_to(
        array_to_string(part[2:6], '|') || '|' || pg_backend_pid() || '|'
        || (extract(epoch FROM transaction_timestamp()) * 1000000)::bigint, 'UTF8');
    IF encode(sha256(key.outer_pad || sha256(key.inner_pad || body)), 'hex') IS DISTINCT FROM part[7]
    THEN
        RAISE EXCEPTION 'the tenant context is not of this transaction' USING ERRCODE = '28000';
    END IF;
    RETURN part[2:6];
END $$;

-- The person behind the context, if they are active.
CREATE FUNCTION auth.uid() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE claim text[] := auth.claims();
BEGIN
    IF claim IS NULL OR claim[1] NOT IN ('user', 'support') THEN
        RETURN NULL;
    END IF;
    RETURN (SELECT u.id FROM public.users u WHERE u.id = claim[2]::uuid AND u.is_active);
END $$;

CREATE FUNCTION auth.is_staff() RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.users u WHERE u.id = auth.uid() AND u.is_staff)
$$;

-- Whether the session is the one that owns the tables: migrations.
CREATE FUNCTION auth.is_owner() RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_get_userbyid(relowner) = session_user
    FROM pg_class WHERE oid = 'public.tenants'::regclass
$$;

-- The tenant of the context, after its kind's own row was found.
CREATE FUNCTION auth.tenant_id() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    claim text[] := auth.claims();
    tenant uuid;
BEGIN
    IF claim IS NULL OR NULLIF(claim[3], '') IS NULL THEN
        RETURN NULL;
    END IF;
    tenant := claim[3]::uuid;
    CASE claim[1]
        WHEN 'user' THEN
            PERFORM FROM public.user_tenants m JOIN public.users u ON u.id = m.user_id
            WHERE m.tenant_id = tenant AND m.user_id = claim[2]::uuid AND u.is_active;
        WHEN 'schedule' THEN
            PERFORM FROM public.tenant_modules m
            WHERE m.tenant_id = tenant AND m.enabled
                AND m.module_id = 'ai_' || split_part(claim[2], '-', 1);
        WHEN 'webhook' THEN
            PERFORM FROM public.webhook_endpoints e
            WHERE e.tenant_id = tenant AND e.id = claim[2]::uuid AND e.active;
        WHEN 'support' THEN
            PERFORM FROM public.support_grants g JOIN public.users u ON u.id = g.user_id
            WHERE g.tenant_id = tenant AND g.user_id = claim[2]::uuid
                AND g.expires_at > clock_timestamp() AND u.is_active AND u.is_staff;
        WHEN 'migration' THEN
            PERFORM WHERE auth.is_owner();
        ELSE
            RAISE EXCEPTION 'a context of kind "%" is not accepted', claim[1]
                USING ERRCODE = '28000';
    END CASE;
    RETURN CASE WHEN FOUND THEN tenant END;
END $$;

-- The workspaces of the tenant that the principal may enter.
CREATE FUNCTION auth.workspace_ids() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    claim text[] := auth.claims();
    tenant uuid := auth.tenant_id();
BEGIN
    IF tenant IS NULL THEN
        RETURN;
    END IF;
    IF claim[1] = 'user' AND NOT EXISTS (
        SELECT FROM public.user_tenants m
        WHERE m.tenant_id = tenant AND m.user_id = claim[2]::uuid AND m.all_workspaces)
    THEN
        RETURN QUERY SELECT w.workspace_id FROM public.user_workspaces w
            WHERE w.tenant_id = tenant AND w.user_id = claim[2]::uuid;
    ELSIF claim[1] = 'webhook' THEN
        RETURN QUERY SELECT e.workspace_id FROM public.webhook_endpoints e
            WHERE e.tenant_id = tenant AND e.id = claim[2]::uuid;
    ELSE
        RETURN QUERY SELECT w.id FROM public.workspaces w WHERE w.tenant_id = tenant;
    END IF;
END $$;

-- The workspace of the context, if it is among those. A person's is looked up by itself: every
-- query of theirs passes here.
CREATE FUNCTION auth.workspace_id() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE claim text[] := auth.claims();
BEGIN
    IF claim IS NULL OR NULLIF(claim[3], '') IS NULL OR NULLIF(claim[4], '') IS NULL THEN
        RETURN NULL;
    ELSIF claim[1] <> 'user' THEN
        RETURN (SELECT id FROM auth.workspace_ids() AS id WHERE id = claim[4]::uuid);
    END IF;
    RETURN (
        SELECT w.id
        FROM public.workspaces w
        JOIN public.user_tenants m ON m.tenant_id = w.tenant_id
        JOIN public.users u ON u.id = m.user_id
        WHERE w.tenant_id = claim[3]::uuid AND w.id = claim[4]::uuid
            AND m.user_id = claim[2]::uuid AND u.is_active
            AND (m.all_workspaces OR EXISTS (
                SELECT FROM public.user_workspaces s
                WHERE s.tenant_id = w.tenant_id AND s.user_id = m.user_id
                    AND s.workspace_id = w.id)));
END $$;

-- A signed flag; a person needs all workspaces for it.
CREATE FUNCTION auth.tenant_wide() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE claim text[] := auth.claims();
BEGIN
    IF claim IS NULL OR claim[5] <> 't' THEN
        RETURN false;
    END IF;
    RETURN claim[1] <> 'user' OR EXISTS (
        SELECT FROM public.user_tenants m
        WHERE m.tenant_id = claim[3]::uuid AND m.user_id = claim[2]::uuid AND m.all_workspaces);
END $$;

-- Every tenant, for the owner's data migrations only.
CREATE FUNCTION auth.all_tenants() RETURNS SETOF uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT t.id FROM public.tenants t WHERE auth.is_owner()
$$;

-- The ids of the keys that the database accepts; start-up compares them with its own.
CREATE FUNCTION auth.context_key_ids() RETURNS SETOF text
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$ SELECT k.id FROM auth.context_keys k $$;
