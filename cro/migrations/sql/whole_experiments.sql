-- Beyond the draft an experiment has one control, two variants or more, and weights that sum to 1.
-- Asked at the end of the transaction, because its rows come one after another; locking the
-- experiment's row makes two writers take turns.
CREATE FUNCTION cro_whole_experiment() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_tenant uuid;
    of_workspace uuid;
    of_experiment uuid;
    standing text;
    variants int;
    controls int;
    total numeric;
    fault text;
BEGIN
    IF TG_OP = 'DELETE' THEN
        of_tenant := OLD.tenant_id;
        of_workspace := OLD.workspace_id;
        of_experiment := OLD.experiment_id;
    ELSE
        of_tenant := NEW.tenant_id;
        of_workspace := NEW.workspace_id;
        IF TG_TABLE_NAME = 'cro_experiments' THEN
            of_experiment := NEW.id;
        ELSE
            of_experiment := NEW.experiment_id;
        END IF;
    END IF;
    SELECT status INTO standing FROM public.cro_experiments
        WHERE tenant_id = of_tenant AND workspace_id = of_workspace AND id = of_experiment
        FOR NO KEY UPDATE;
    IF standing IS NULL OR standing = 'draft' THEN
        RETURN NULL;
    END IF;
    SELECT count(*), count(*) FILTER (WHERE is_control), sum(weight)
        INTO variants, controls, total FROM public.cro_variants
        WHERE tenant_id = of_tenant AND workspace_id = of_workspace
          AND experiment_id = of_experiment;
    IF variants < 2 THEN
        fault := format('an experiment that is %s has two variants or more, this one has %s: '
            'add what it is compared with', standing, variants);
    ELSIF controls <> 1 THEN
        fault := format('an experiment that is %s has one control, this one has %s: '
            'mark the variant that the others are compared with', standing, controls);
    ELSIF abs(total - 1) > 0.000001 THEN
        fault := format('the weights of an experiment that is %s sum to 100%%, these to %s%%: '
            'change the weights', standing, trim_scale(round(total * 100, 5)));
    END IF;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault
            USING ERRCODE = 'check_violation',
                  TABLE = TG_TABLE_NAME,
                  CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cro_whole_experiment() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER cro_experiments_whole
    AFTER INSERT OR UPDATE OF status ON cro_experiments
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status <> 'draft') EXECUTE FUNCTION cro_whole_experiment();

CREATE CONSTRAINT TRIGGER cro_variants_whole
    AFTER INSERT OR DELETE OR UPDATE OF experiment_id, weight, is_control ON cro_variants
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION cro_whole_experiment();

-- A draft is started before it is decided. An experiment whose plan was fixed is a draft again only
-- while no result has come.
CREATE FUNCTION cro_experiment_course() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    fault text;
BEGIN
    IF NEW.status = 'draft' THEN
        IF OLD.status <> 'running' THEN
            fault := format('an experiment that is %s is no draft again: make a new one',
                OLD.status);
        ELSIF OLD.plan_fixed_at IS NOT NULL AND EXISTS (
            SELECT 1 FROM public.cro_metrics
            WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id
              AND experiment_id = NEW.id
        ) THEN
            fault := 'results have come already: stop it and make a new one';
        END IF;
    ELSIF OLD.status = 'draft' AND NEW.status = 'decided' THEN
        fault := 'a draft has nothing to decide on: start it first';
    END IF;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault
            USING ERRCODE = 'check_violation',
                  TABLE = 'cro_experiments',
                  CONSTRAINT = 'cro_experiments_course';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION cro_experiment_course() FROM PUBLIC;

CREATE TRIGGER cro_experiments_course
    BEFORE UPDATE OF status ON cro_experiments
    FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION cro_experiment_course();
