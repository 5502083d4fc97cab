-- What is closed says when, and what is open has no such time. Where a status alone is changed the
-- time is filled by the tenant's clock, whatever door the change comes through. What comes in as
-- being in work was begun when it was opened, as far as anybody knows.
CREATE FUNCTION coo_task_times() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    moved boolean := TG_OP = 'INSERT' OR OLD.status IS DISTINCT FROM NEW.status;
    now_here timestamptz;
BEGIN
    IF NEW.status IN ('done', 'cancelled') THEN
        IF NEW.finished_at IS NULL THEN
            now_here := public.business_now(NEW.tenant_id, NEW.workspace_id);
            NEW.finished_at := greatest(now_here, NEW.opened_at, NEW.started_at);
        END IF;
    ELSIF NEW.finished_at IS NOT NULL THEN
        IF TG_OP = 'UPDATE' AND moved AND NEW.finished_at IS NOT DISTINCT FROM OLD.finished_at THEN
            NEW.finished_at := NULL;
        ELSE
            RAISE EXCEPTION 'an open task has no time at which it was finished: set its status to '
                'done or cancelled, or take that time away'
                USING ERRCODE = 'check_violation',
                      TABLE = 'coo_tasks',
                      CONSTRAINT = 'coo_tasks_finished_at';
        END IF;
    END IF;
    IF moved AND NEW.status IN ('doing', 'blocked') AND NEW.started_at IS NULL THEN
        IF TG_OP = 'INSERT' THEN
            NEW.started_at := NEW.opened_at;
        ELSE
            now_here := public.business_now(NEW.tenant_id, NEW.workspace_id);
            NEW.started_at := greatest(now_here, NEW.opened_at);
        END IF;
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION coo_task_times() FROM PUBLIC;

CREATE TRIGGER coo_tasks_times
    BEFORE INSERT OR UPDATE ON coo_tasks
    FOR EACH ROW EXECUTE FUNCTION coo_task_times();

CREATE FUNCTION coo_process_times() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.status = 'done' AND NEW.finished_at IS NULL THEN
        NEW.finished_at :=
            greatest(public.business_now(NEW.tenant_id, NEW.workspace_id), NEW.started_at);
    ELSIF NEW.status = 'running' AND NEW.finished_at IS NOT NULL THEN
        IF TG_OP = 'UPDATE' AND OLD.status <> 'running'
            AND NEW.finished_at IS NOT DISTINCT FROM OLD.finished_at
        THEN
            NEW.finished_at := NULL;
        ELSE
            RAISE EXCEPTION 'a running process has no time at which it was finished: set its '
                'status to done, or take that time away'
                USING ERRCODE = 'check_violation',
                      TABLE = 'coo_processes',
                      CONSTRAINT = 'coo_processes_finished_at';
        END IF;
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION coo_process_times() FROM PUBLIC;

CREATE TRIGGER coo_processes_finished
    BEFORE INSERT OR UPDATE ON coo_processes
    FOR EACH ROW EXECUTE FUNCTION coo_process_times();
