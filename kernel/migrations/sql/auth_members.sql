-- Memberships, tenants and grants are written here and nowhere else.

-- The rank of the caller in the context's tenant: 3 owner, 2 admin or support, 1 member, 0 nobody.
CREATE FUNCTION auth.rank() RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    claim text[] := auth.claims();
    tenant uuid := auth.tenant_id();
    mine text[];
BEGIN
    IF tenant IS NULL THEN
        RETURN 0;
    ELSIF claim[1] = 'support' THEN
        RETURN 2;
    ELSIF claim[1] <> 'user' THEN
        RETURN 0;
    END IF;
    SELECT m.roles INTO mine FROM public.user_tenants m
        WHERE m.tenant_id = tenant AND m.user_id = auth.uid();
    RETURN CASE WHEN 'owner' = ANY(mine) THEN 3 WHEN 'admin' = ANY(mine) THEN 2 ELSE 1 END;
END $$;

-- Raise unless the caller may give these roles. Nobody grants above their own rank.
CREATE FUNCTION auth.check_grant(wanted text[]) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF auth.rank() < 2 THEN
        RAISE EXCEPTION 'only owners and admins manage members' USING ERRCODE = '42501';
    ELSIF 'owner' = ANY(wanted) AND auth.rank() < 3 THEN
        RAISE EXCEPTION 'only an owner makes an owner' USING ERRCODE = '42501';
    ELSIF coalesce(array_length(wanted, 1), 0) = 0 THEN
        RAISE EXCEPTION 'a member has at least one role' USING ERRCODE = '23514';
    END IF;
END $$;

CREATE FUNCTION auth.note(event text, tenant uuid, subject text, detail jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE claim text[] := auth.claims();
BEGIN
    INSERT INTO public.audit_events
        (id, tenant_id, at, kind, principal, event, subject, detail, request_id)
    VALUES (gen_random_uuid(), tenant, clock_timestamp(), claim[1], claim[2], event, subject,
            detail, '');
END $$;

-- A tenant with its first workspace, owner and modules. `spec` holds the ids that the caller made:
-- {tenant, workspace, member, name, slug, workspace_name, workspace_slug, timezone, currency,
--  number_format, owner, roles, modules: [{id, module_id}]}. Staff may name another owner.
CREATE FUNCTION auth.create_tenant(spec jsonb) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := auth.uid();
    holder uuid := coalesce((spec ->> 'owner')::uuid, auth.uid());
    tenant uuid := (spec ->> 'tenant')::uuid;
BEGIN
    IF me IS NULL OR (holder <> me AND NOT auth.is_staff()) THEN
        RAISE EXCEPTION 'a tenant is made by its owner or by staff' USING ERRCODE = '42501';
    END IF;
    INSERT INTO public.tenants (id, schema_name, name, slug, is_demo, second_approval,
                                created_at, updated_at)
    VALUES (tenant, 'public', spec ->> 'name', spec ->> 'slug', false, false, now(), now());
    INSERT INTO public.workspaces
        (id, tenant_id, name, slug, timezone, currency, first_weekday, fiscal_month,
         number_format, working_days, workday_start, workday_end, holidays, set_phrases,
         created_at, updated_at)
    VALUES ((spec ->> 'workspace')::uuid, tenant, spec ->> 'workspace_name',
            spec ->> 'workspace_slug', spec ->> 'timezone', spec ->> 'currency', 1, 1,
            coalesce(spec ->> 'number_format', 'en'), '{1,2,3,4,5}', '09:00', '17:00', '{}', '{}',
            now(), now());
    INSERT INTO public.user_tenants
        (id, tenant_id, user_id, roles, viewer_modules, all_workspaces, created_at, updated_at)
    VALUES ((spec ->> 'member')::uuid, tenant, holder,
            ARRAY(SELECT DISTINCT r FROM (
                SELECT 'owner' AS r UNION ALL
                SELECT jsonb_array_elements_text(coalesce(spec -> 'roles', '[]'))) AS given),
            '{}', true, now(), now());
    INSERT INTO public.tenant_modules (id, tenant_id, module_id, enabled, created_at, updated_at)
    SELECT (m ->> 'id')::uuid, tenant, m ->> 'module_id', true, now(), now()
    FROM jsonb_array_elements(spec -> 'modules') AS m;
    PERFORM auth.note('tenant.created', tenant, spec ->> 'slug', jsonb_build_object('owner', holder));
    RETURN tenant;
END $$;

CREATE FUNCTION auth.keep_an_owner(tenant uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM public.user_tenants m
                   WHERE m.tenant_id = tenant AND 'owner' = ANY(m.roles)) THEN
        RAISE EXCEPTION 'a tenant keeps at least one owner' USING ERRCODE = '23514';
    END IF;
END $$;

CREATE FUNCTION auth.set_workspaces(tenant uuid, member uuid, spaces uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    DELETE FROM public.user_workspaces w WHERE w.tenant_id = tenant AND w.user_id = member;
    INSERT INTO public.user_workspaces (id, tenant_id, user_id, workspace_id, created_at, updated_at)
    SELECT gen_random_uuid(), tenant, member, s, now(), now()
    FROM (SELECT DISTINCT unnest(coalesce(spaces, '{}')) AS s) AS named;
END $$;

-- `spaces` NULL means all workspaces; owners and admins always have all.
CREATE FUNCTION auth.set_roles(member uuid, wanted text[], viewer text[], spaces uuid[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.tenant_id();
    had text[];
BEGIN
    PERFORM auth.check_grant(wanted);
    PERFORM FROM public.tenants t WHERE t.id = tenant FOR UPDATE;
    SELECT m.roles INTO had FROM public.user_tenants m
        WHERE m.tenant_id = tenant AND m.user_id = member;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such member' USING ERRCODE = 'P0002';
    ELSIF 'owner' = ANY(had) AND auth.rank() < 3 THEN
        RAISE EXCEPTION 'only an owner changes an owner' USING ERRCODE = '42501';
    END IF;
    UPDATE public.user_tenants m
    SET roles = wanted, viewer_modules = coalesce(viewer, '{}'), updated_at = now(),
        all_workspaces = spaces IS NULL OR wanted && ARRAY['owner', 'admin']
    WHERE m.tenant_id = tenant AND m.user_id = member;
    PERFORM auth.set_workspaces(tenant, member, spaces);
    PERFORM auth.keep_an_owner(tenant);
    PERFORM auth.note('member.roles_set', tenant, member::text,
                      jsonb_build_object('had', had, 'has', wanted));
END $$;

CREATE FUNCTION auth.remove_member(member uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    tenant uuid := auth.tenant_id();
    had text[];
BEGIN
    PERFORM FROM public.tenants t WHERE t.id = tenant FOR UPDATE;
    SELECT m.roles INTO had FROM public.user_tenants m
        WHERE m.tenant_id = tenant AND m.user_id = member;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such member' USING ERRCODE = 'P0002';
    ELSIF member IS DISTINCT FROM auth.uid() THEN
        PERFORM auth.check_grant(had);
    END IF;
    PERFORM auth.note('member.removed', tenant, member::text, jsonb_build_object('had', had));
    DELETE FROM public.user_workspaces w WHERE w.tenant_id = tenant AND w.user_id = member;
    DELETE FROM public.user_tenants m WHERE m.tenant_id = tenant AND m.user_id = member;
    PERFORM auth.keep_an_owner(tenant);
END $$;

CREATE FUNCTION auth.invite(invitation uuid, address text, wanted text[], viewer text[],
                            spaces uuid[], hash text, until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    PERFORM auth.check_grant(wanted);
    IF EXISTS (SELECT FROM unnest(coalesce(spaces, '{}')) AS s
               WHERE s NOT IN (SELECT auth.workspace_ids())) THEN
        RAISE EXCEPTION 'no such workspace' USING ERRCODE = 'P0002';
    END IF;
    INSERT INTO public.invitations
        (id, tenant_id, email, roles, viewer_modules, workspaces, token_hash, expires_at,
         invited_by_id, created_at, updated_at)
    VALUES (invitation, auth.tenant_id(), lower(address), wanted, coalesce(viewer, '{}'), spaces,
            hash, until, auth.uid(), now(), now());
    PERFORM auth.note('member.invited', auth.tenant_id(), lower(address),
                      jsonb_build_object('roles', wanted));
END $$;

CREATE FUNCTION auth.revoke_invitation(invitation uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE kept text[];
BEGIN
    SELECT i.roles INTO kept FROM public.invitations i
        WHERE i.id = invitation AND i.tenant_id = auth.tenant_id()
            AND i.accepted_at IS NULL AND i.revoked_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such open invitation' USING ERRCODE = 'P0002';
    END IF;
    PERFORM auth.check_grant(kept);
    UPDATE public.invitations i SET revoked_at = clock_timestamp(), updated_at = now()
        WHERE i.id = invitation;
    PERFORM auth.note('member.invitation_revoked', auth.tenant_id(), invitation::text, '{}');
END $$;

-- Once, before it expires, by the person whose address it names. Answers the tenant.
CREATE FUNCTION auth.accept_invitation(hash text, member uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    me uuid := auth.uid();
    given public.invitations;
BEGIN
    SELECT i.* INTO given FROM public.invitations i JOIN public.users u ON u.id = me
        WHERE i.token_hash = hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL
            AND i.expires_at > clock_timestamp() AND lower(u.email) = i.email
        FOR UPDATE OF i;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such open invitation' USING ERRCODE = 'P0002';
    END IF;
    UPDATE public.invitations i SET accepted_at = clock_timestamp(), updated_at = now()
        WHERE i.id = given.id;
    INSERT INTO public.user_tenants AS m
        (id, tenant_id, user_id, roles, viewer_modules, all_workspaces, created_at, updated_at)
    VALUES (member, given.tenant_id, me, given.roles, given.viewer_modules,
            given.workspaces IS NULL OR given.roles && ARRAY['owner', 'admin']::varchar[],
            now(), now())
    ON CONFLICT (tenant_id, user_id) DO NOTHING;
    IF FOUND THEN
        PERFORM auth.set_workspaces(given.tenant_id, me, given.workspaces);
    END IF;
    PERFORM auth.note('member.joined', given.tenant_id, me::text,
                      jsonb_build_object('invitation', given.id));
    RETURN given.tenant_id;
END $$;

CREATE FUNCTION auth.grant_support(support_grant uuid, tenant uuid, reason text, minutes integer)
RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE until timestamptz := clock_timestamp() + make_interval(mins => least(minutes, 60));
BEGIN
    IF NOT auth.is_staff() THEN
        RAISE EXCEPTION 'only staff open a support grant' USING ERRCODE = '42501';
    ELSIF length(trim(reason)) < 8 THEN
        RAISE EXCEPTION 'a support grant names its reason' USING ERRCODE = '23514';
    END IF;
    INSERT INTO public.support_grants
        (id, tenant_id, user_id, reason, expires_at, created_at, updated_at)
    VALUES (support_grant, tenant, auth.uid(), reason, until, now(), now());
    PERFORM auth.note('support.granted', tenant, auth.uid()::text,
                      jsonb_build_object('reason', reason, 'until', until));
    RETURN until;
END $$;

CREATE FUNCTION auth.end_support(tenant uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.support_grants g SET expires_at = clock_timestamp(), updated_at = now()
        WHERE g.tenant_id = tenant AND g.user_id = auth.uid() AND g.expires_at > clock_timestamp();
    IF FOUND THEN
        PERFORM auth.note('support.ended', tenant, auth.uid()::text, '{}');
    END IF;
END $$;

-- Nobody but the owner login makes staff; a person's own row is theirs, staff may switch people off.
CREATE FUNCTION auth.guard_user() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF auth.is_owner() THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.is_staff THEN
            RAISE EXCEPTION 'staff are made by the owner login' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.id <> OLD.id OR NEW.is_staff <> OLD.is_staff THEN
        RAISE EXCEPTION 'staff are made by the owner login' USING ERRCODE = '42501';
    ELSIF NEW.id IS DISTINCT FROM auth.uid() THEN
        IF NOT auth.is_staff() OR (NEW.password, NEW.email, NEW.password_changed_at)
                IS DISTINCT FROM (OLD.password, OLD.email, OLD.password_changed_at) THEN
            RAISE EXCEPTION 'a person''s row is changed by that person' USING ERRCODE = '42501';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER users_guard BEFORE INSERT OR UPDATE ON public.users
    FOR EACH ROW EXECUTE FUNCTION auth.guard_user();
