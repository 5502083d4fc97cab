GRANT USAGE, CREATE ON SCHEMA auth TO ubigrowth_auth;

-- Large imports whose worker has not shown itself: where they are, and for whom.
CREATE FUNCTION auth.silent_imports(seconds double precision)
RETURNS TABLE (tenant_id uuid, workspace_id uuid, person_id uuid, batch_id uuid)
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT b.tenant_id, b.workspace_id, b.asked_by_id, b.id
    FROM public.import_batches b
    WHERE b.status IN ('queued', 'running', 'undo_queued', 'undoing')
        AND b.asked_by_id IS NOT NULL
        AND b.beat_at < clock_timestamp() - make_interval(secs => seconds)
    ORDER BY b.beat_at LIMIT 200
$$;

-- Uploaded files go after their time, in every workspace, and never before 30 days.
CREATE FUNCTION auth.erase_old_imports(days integer) RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    WITH gone AS (
        DELETE FROM public.import_files f
        WHERE f.created_at < clock_timestamp() - make_interval(days => greatest(days, 30))
        RETURNING 1
    )
    SELECT count(*) FROM gone
$$;
