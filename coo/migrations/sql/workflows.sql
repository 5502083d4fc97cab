-- The first fault of a workflow's steps, or NULL: each step has a key of its own, a name, three
-- rising estimates and waits for steps that are there.
CREATE FUNCTION coo_steps_fault(steps jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    fault text;
BEGIN
    IF jsonb_typeof(steps) <> 'array' THEN
        RETURN 'the steps of a workflow are a list';
    ELSIF jsonb_array_length(steps) > 5000 THEN
        RETURN 'a workflow has at most 5,000 steps: divide it into several';
    END IF;
    SELECT format('step %s has no %s: give it one', s.nr,
                  CASE WHEN coalesce(s.step ->> 'key', '') !~ '\S' THEN 'key' ELSE 'name' END)
        INTO fault
        FROM jsonb_array_elements(steps) WITH ORDINALITY AS s(step, nr)
        WHERE coalesce(s.step ->> 'key', '') !~ '\S' OR coalesce(s.step ->> 'name', '') !~ '\S'
        ORDER BY s.nr LIMIT 1;
    IF fault IS NOT NULL THEN
        RETURN fault;
    END IF;
    SELECT format('two steps have the key %s: name one of them otherwise', s.step ->> 'key')
        INTO fault
        FROM jsonb_array_elements(steps) AS s(step)
        GROUP BY s.step ->> 'key' HAVING count(*) > 1 ORDER BY 1 LIMIT 1;
    IF fault IS NOT NULL THEN
        RETURN fault;
    END IF;
    SELECT format('step %s needs three estimates in hours, each at least as long as the one '
                  'before: optimistic, likely, pessimistic', s.step ->> 'key')
        INTO fault
        FROM jsonb_array_elements(steps) WITH ORDINALITY AS s(step, nr)
        WHERE NOT CASE
            WHEN jsonb_typeof(s.step -> 'optimistic') = 'number'
                AND jsonb_typeof(s.step -> 'likely') = 'number'
                AND jsonb_typeof(s.step -> 'pessimistic') = 'number'
            THEN (s.step ->> 'optimistic')::numeric BETWEEN 0 AND (s.step ->> 'likely')::numeric
                AND (s.step ->> 'likely')::numeric <= (s.step ->> 'pessimistic')::numeric
                AND (s.step ->> 'pessimistic')::numeric <= 99999
            ELSE false END
        ORDER BY s.nr LIMIT 1;
    IF fault IS NOT NULL THEN
        RETURN fault;
    END IF;
    SELECT format('step %s depends on something that is no list of keys', s.step ->> 'key')
        INTO fault
        FROM jsonb_array_elements(steps) AS s(step)
        WHERE jsonb_typeof(coalesce(s.step -> 'depends_on', '[]')) <> 'array' LIMIT 1;
    IF fault IS NOT NULL THEN
        RETURN fault;
    END IF;
    SELECT format('step %s depends on %s, which is no step of this workflow', s.step ->> 'key',
                  coalesce(nullif(d.key, ''), 'nothing'))
        INTO fault
        FROM jsonb_array_elements(steps) WITH ORDINALITY AS s(step, nr),
            jsonb_array_elements_text(coalesce(s.step -> 'depends_on', '[]')) AS d(key)
        WHERE d.key IS NULL OR d.key NOT IN (
            SELECT o.step ->> 'key' FROM jsonb_array_elements(steps) AS o(step))
        ORDER BY s.nr LIMIT 1;
    RETURN fault;
END $$;
REVOKE ALL ON FUNCTION coo_steps_fault(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION coo_steps_fault(jsonb) TO ubigrowth_app;

CREATE FUNCTION coo_workflow_shape() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    fault text := public.coo_steps_fault(NEW.steps);
BEGIN
    IF fault IS NULL AND NEW.status = 'active' AND jsonb_array_length(NEW.steps) = 0 THEN
        fault := 'a workflow without steps cannot be active: give it one';
    END IF;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault
            USING ERRCODE = 'check_violation',
                  TABLE = 'coo_workflows',
                  CONSTRAINT = 'coo_workflows_steps';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION coo_workflow_shape() FROM PUBLIC;

CREATE TRIGGER coo_workflows_steps
    BEFORE INSERT OR UPDATE OF steps, status ON coo_workflows
    FOR EACH ROW EXECUTE FUNCTION coo_workflow_shape();

-- What was worked by stays, so that cases are held against what was promised to them. An activation
-- that is taken back makes a draft again of what no case has followed.
CREATE FUNCTION coo_workflow_stays() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF current_setting('coo.activation', true) = 'taken back'
        AND (OLD.name, OLD.version, OLD.steps, OLD.sla_hours)
            IS NOT DISTINCT FROM (NEW.name, NEW.version, NEW.steps, NEW.sla_hours)
        AND NOT EXISTS (SELECT FROM public.coo_processes p WHERE p.tenant_id = OLD.tenant_id
            AND p.workspace_id = OLD.workspace_id AND p.workflow_id = OLD.id)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a version that was active keeps its steps and its promise: make a new version'
        USING ERRCODE = 'check_violation',
              TABLE = 'coo_workflows',
              CONSTRAINT = 'coo_workflows_version_stays';
END $$;
REVOKE ALL ON FUNCTION coo_workflow_stays() FROM PUBLIC;

CREATE TRIGGER coo_workflows_version_stays
    BEFORE UPDATE ON coo_workflows
    FOR EACH ROW WHEN (
        OLD.status <> 'draft'
        AND ((OLD.name, OLD.version, OLD.steps, OLD.sla_hours)
            IS DISTINCT FROM (NEW.name, NEW.version, NEW.steps, NEW.sla_hours)
            OR NEW.status = 'draft')
    )
    EXECUTE FUNCTION coo_workflow_stays();
