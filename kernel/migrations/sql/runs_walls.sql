GRANT USAGE, CREATE ON SCHEMA auth TO ubigrowth_auth;
GRANT SELECT, DELETE ON run_queue TO ubigrowth_auth;

-- The moves of a run, and no write by a worker whose lease was given to another. A run begins as its
-- context's own; a step begins while its chain runs, and no chain ends before its steps.
CREATE FUNCTION auth.guard_run() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    moves constant text[] := ARRAY[
        'queued>running', 'queued>failed', 'queued>dead', 'queued>cancelled',
        'running>succeeded', 'running>failed', 'running>dead', 'running>cancelled',
        'running>queued', 'running>awaiting_approval', 'awaiting_approval>queued'];
    ended constant text[] := ARRAY['succeeded', 'failed', 'dead', 'cancelled'];
    claim text[] := auth.claims();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'queued' THEN
            RAISE EXCEPTION 'a run begins queued, not %', NEW.status USING ERRCODE = '23514';
        ELSIF claim IS NULL OR NEW.kind <> claim[1] OR NEW.principal <> claim[2] THEN
            RAISE EXCEPTION 'a run begins as the principal of its context'
                USING ERRCODE = '42501';
        ELSIF NEW.parent_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM public.agent_runs p
            WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.parent_id AND p.status = 'running'
                AND p.kind = NEW.kind AND p.principal = NEW.principal AND p.module = NEW.module)
        THEN
            RAISE EXCEPTION 'a step begins while its chain runs, for the same principal'
                USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status = ANY (ended) THEN
        RAISE EXCEPTION 'a run that % is not written to', OLD.status USING ERRCODE = '23514';
    ELSIF NEW.status <> OLD.status AND NOT (OLD.status || '>' || NEW.status) = ANY (moves) THEN
        RAISE EXCEPTION 'a run does not move from % to %', OLD.status, NEW.status
            USING ERRCODE = '23514';
    ELSIF NEW.status = ANY (ended) AND EXISTS (
        SELECT FROM public.agent_runs c
        WHERE c.tenant_id = NEW.tenant_id AND c.workspace_id = NEW.workspace_id
            AND c.parent_id = NEW.id AND NOT c.status = ANY (ended))
    THEN
        RAISE EXCEPTION 'a chain does not end before its steps' USING ERRCODE = '23514';
    ELSIF NEW.fence < OLD.fence THEN
        RAISE EXCEPTION 'fence % is older than %', NEW.fence, OLD.fence USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER agent_runs_guard BEFORE INSERT OR UPDATE ON agent_runs
    FOR EACH ROW EXECUTE FUNCTION auth.guard_run();

-- Whose scope a worker opens for an unfinished run that stands in the queue: ids, nothing else.
CREATE FUNCTION auth.run_home(run uuid)
RETURNS TABLE (tenant_id uuid, workspace_id uuid, kind text, principal text)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT r.tenant_id, r.workspace_id, r.kind::text, r.principal::text
    FROM public.run_queue q JOIN public.agent_runs r ON r.id = q.run_id
    WHERE q.run_id = run AND r.tenant_id = q.tenant_id
        AND r.status IN ('queued', 'running', 'awaiting_approval')
$$;

-- Write a run's end past the application: its state, its event, its place in the queue.
CREATE FUNCTION auth.end_unheard(target public.agent_runs, status text, code text, fence integer)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    UPDATE public.agent_runs r
        SET status = end_unheard.status, code = end_unheard.code, fence = end_unheard.fence,
            finished_at = clock_timestamp(), updated_at = clock_timestamp()
        WHERE r.id = target.id;
    INSERT INTO public.agent_run_events (id, tenant_id, workspace_id, run_id, seq, event, name,
                                         detail, at, created_at, updated_at)
        SELECT gen_random_uuid(), target.tenant_id, target.workspace_id, target.id,
               coalesce(max(e.seq), 0) + 1, end_unheard.status, '',
               jsonb_build_object('code', end_unheard.code),
               clock_timestamp(), clock_timestamp(), clock_timestamp()
        FROM public.agent_run_events e
        WHERE e.tenant_id = target.tenant_id AND e.run_id = target.id;
    DELETE FROM public.run_queue q WHERE q.run_id = target.id;
END $$;

-- End a run whose principal has no rights left, so that no scope can be opened for it. The context
-- must be signed for this very run; while it still opens the workspace nothing is done.
CREATE FUNCTION auth.settle_run(run uuid, fence integer, status text, code text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    claim text[] := auth.claims();
    target public.agent_runs;
BEGIN
    IF claim IS NULL OR status NOT IN ('failed', 'dead', 'cancelled')
        OR code NOT IN ('not_a_member', 'module_not_enabled', 'key_revoked', 'no_tenant_scope')
    THEN
        RAISE EXCEPTION 'a run is not settled so' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO target FROM public.agent_runs r
        WHERE r.id = run AND r.kind = claim[1] AND r.principal = claim[2]
            AND r.tenant_id::text = claim[3] AND r.workspace_id::text = claim[4]
        FOR UPDATE;
    IF NOT FOUND OR target.status NOT IN ('queued', 'running') OR target.fence > settle_run.fence
        OR auth.workspace_id() IS NOT NULL
    THEN
        RETURN false;
    END IF;
    IF EXISTS (
        SELECT FROM public.agent_runs c WHERE c.tenant_id = target.tenant_id
            AND c.workspace_id = target.workspace_id AND c.parent_id = run
            AND c.status IN ('queued', 'running', 'awaiting_approval'))
    THEN
        RETURN false;
    END IF;
    PERFORM auth.end_unheard(target, settle_run.status, settle_run.code, settle_run.fence);
    -- The chain of a settled step has no rights left either: it ends with it.
    SELECT * INTO target FROM public.agent_runs r
        WHERE r.tenant_id = target.tenant_id AND r.id = target.parent_id AND r.status = 'running'
            AND r.kind = claim[1] AND r.principal = claim[2]
        FOR UPDATE;
    IF FOUND THEN
        PERFORM auth.end_unheard(target, settle_run.status, settle_run.code, target.fence);
    END IF;
    RETURN true;
END $$;
