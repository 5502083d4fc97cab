-- The history of a task goes with it, and nobody else may take it away: the app has no DELETE.
ALTER TABLE coo_task_transitions ADD CONSTRAINT coo_task_transitions_task_id
    FOREIGN KEY (tenant_id, workspace_id, task_id)
    REFERENCES coo_tasks (tenant_id, workspace_id, id) ON DELETE CASCADE
    DEFERRABLE INITIALLY IMMEDIATE;

-- People stand for themselves as long as they are members of the tenant.
ALTER TABLE coo_tasks ADD CONSTRAINT coo_tasks_assignee_user_id
    FOREIGN KEY (tenant_id, assignee_user_id)
    REFERENCES user_tenants (tenant_id, user_id) ON DELETE SET NULL (assignee_user_id)
    DEFERRABLE INITIALLY IMMEDIATE;

-- One change of one task, in its place.
CREATE FUNCTION coo_write_transition(task public.coo_tasks, place integer, came_from text,
                                     went_to text, moment timestamptz, run uuid) RETURNS void
    LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO public.coo_task_transitions (
        id, tenant_id, workspace_id, task_id, position, from_status, to_status, at,
        actor, actor_user_id, created_by_id, run_id, created_at, updated_at)
    SELECT public.uuid7_at(who.written), task.tenant_id, task.workspace_id, task.id, place, came_from,
        went_to, moment,
        coalesce((SELECT coalesce(nullif(u.name, ''), u.email)
                  FROM public.users u WHERE u.id = who.person),
                 current_setting('coo.actor', true), ''),
        who.person, who.person, run, who.written, who.written
    FROM (SELECT auth.uid() AS person, clock_timestamp() AS written) AS who
$$;
REVOKE ALL
    ON FUNCTION coo_write_transition(public.coo_tasks, integer, text, text, timestamptz, uuid)
    FROM PUBLIC;
GRANT EXECUTE
    ON FUNCTION coo_write_transition(public.coo_tasks, integer, text, text, timestamptz, uuid)
    TO ubigrowth_app;

-- The last change of a task. Right after many rows came in the planner takes the table for a small
-- one, and would read and sort all of it for each task.
CREATE FUNCTION coo_last_transition(task public.coo_tasks) RETURNS public.coo_task_transitions
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    SET enable_seqscan = off SET enable_sort = off AS $$
    SELECT t FROM public.coo_task_transitions t
    WHERE t.tenant_id = task.tenant_id AND t.workspace_id = task.workspace_id
        AND t.task_id = task.id
    ORDER BY t.position DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION coo_last_transition(public.coo_tasks) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coo_last_transition(public.coo_tasks) TO ubigrowth_app;

-- A change of status is one more line of the history, never earlier than the one before.
CREATE FUNCTION coo_task_moved() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last public.coo_task_transitions;
    moment timestamptz;
BEGIN
    IF current_setting('coo.history', true) = 'brought' THEN
        RETURN NULL;
    END IF;
    last := public.coo_last_transition(NEW);
    moment := CASE
        WHEN NEW.status IN ('done', 'cancelled') THEN NEW.finished_at
        WHEN NEW.status = 'doing' AND OLD.started_at IS NULL THEN NEW.started_at
        ELSE public.business_now(NEW.tenant_id, NEW.workspace_id) END;
    PERFORM public.coo_write_transition(
        NEW, last.position + 1, OLD.status, NEW.status, greatest(moment, last.at), NULL);
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION coo_task_moved() FROM PUBLIC;

-- A new task has the history that its own times tell.
CREATE FUNCTION coo_task_history() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    reached text := 'todo';
    place integer := 1;
    moment timestamptz;
BEGIN
    IF current_setting('coo.history', true) = 'brought' THEN
        RETURN NULL;
    END IF;
    PERFORM public.coo_write_transition(NEW, 1, '', 'todo', NEW.opened_at, NEW.run_id);
    IF NEW.started_at IS NOT NULL AND NEW.status <> 'todo' THEN
        place := 2;
        PERFORM public.coo_write_transition(
            NEW, place, 'todo', 'doing', NEW.started_at, NEW.run_id);
        reached := 'doing';
    END IF;
    IF NEW.status NOT IN ('todo', reached) THEN
        moment := CASE
            WHEN NEW.status = 'blocked' THEN greatest(
                public.business_now(NEW.tenant_id, NEW.workspace_id), NEW.opened_at, NEW.started_at)
            ELSE NEW.finished_at END;
        PERFORM public.coo_write_transition(
            NEW, place + 1, reached, NEW.status, moment, NEW.run_id);
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION coo_task_history() FROM PUBLIC;

CREATE TRIGGER coo_tasks_history
    AFTER INSERT ON coo_tasks
    FOR EACH ROW EXECUTE FUNCTION coo_task_history();
CREATE TRIGGER coo_tasks_moved
    AFTER UPDATE ON coo_tasks
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status)
    EXECUTE FUNCTION coo_task_moved();

-- Whatever wrote it, when the transaction ends the last line says the status that the task has.
CREATE FUNCTION coo_history_agrees() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    last text := (public.coo_last_transition(NEW)).to_status;
BEGIN
    IF last IS DISTINCT FROM NEW.status
        AND EXISTS (SELECT FROM public.coo_tasks t WHERE t.tenant_id = NEW.tenant_id
            AND t.workspace_id = NEW.workspace_id AND t.id = NEW.id AND t.status = NEW.status)
    THEN
        RAISE EXCEPTION 'the history of "%" ends with % while its status is %: bring the '
            'change that is missing', NEW.title, coalesce(last, 'nothing'), NEW.status
            USING ERRCODE = 'check_violation',
                  TABLE = 'coo_tasks',
                  CONSTRAINT = 'coo_tasks_history_agrees';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION coo_history_agrees() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER coo_tasks_history_agrees
    AFTER INSERT OR UPDATE OF status ON coo_tasks
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION coo_history_agrees();
