-- What was fixed before the start stays, so that a result is judged by the rule that was made
-- without knowing it.
CREATE FUNCTION cro_fixed_plan() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what was fixed before the start stays as it is: stop it and make a new one'
        USING ERRCODE = 'check_violation',
              TABLE = TG_TABLE_NAME,
              CONSTRAINT = TG_NAME;
END $$;
REVOKE ALL ON FUNCTION cro_fixed_plan() FROM PUBLIC;

CREATE TRIGGER cro_experiments_plan_stays
    BEFORE UPDATE ON cro_experiments
    FOR EACH ROW WHEN (
        OLD.plan_fixed_at IS NOT NULL
        AND NEW.status <> 'draft'
        AND (OLD.metric_id, OLD.segment_id, OLD.method, OLD.alpha, OLD.power, OLD.baseline,
             OLD.minimum_effect, OLD.planned_size, OLD.planned_weeks, OLD.starts_on, OLD.ends_on,
             OLD.plan_fixed_at, OLD.plan)
            IS DISTINCT FROM
            (NEW.metric_id, NEW.segment_id, NEW.method, NEW.alpha, NEW.power, NEW.baseline,
             NEW.minimum_effect, NEW.planned_size, NEW.planned_weeks, NEW.starts_on, NEW.ends_on,
             NEW.plan_fixed_at, NEW.plan)
    )
    EXECUTE FUNCTION cro_fixed_plan();

-- The rows below an experiment whose plan was fixed stay with it.
CREATE FUNCTION cro_part_of_plan() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    fixed timestamptz;
    row_of record;
BEGIN
    row_of := coalesce(NEW, OLD);
    SELECT plan_fixed_at INTO fixed FROM public.cro_experiments
        WHERE tenant_id = row_of.tenant_id AND workspace_id = row_of.workspace_id
          AND id = row_of.experiment_id;
    IF fixed IS NOT NULL THEN
        RAISE EXCEPTION
            'what was fixed before the start stays as it is: stop it and make a new one'
            USING ERRCODE = 'check_violation',
                  TABLE = TG_TABLE_NAME,
                  CONSTRAINT = TG_NAME;
    END IF;
    RETURN row_of;
END $$;
REVOKE ALL ON FUNCTION cro_part_of_plan() FROM PUBLIC;

CREATE TRIGGER cro_experiment_metrics_stay
    BEFORE INSERT OR UPDATE ON cro_experiment_metrics
    FOR EACH ROW EXECUTE FUNCTION cro_part_of_plan();

CREATE TRIGGER cro_variants_stay
    BEFORE UPDATE ON cro_variants
    FOR EACH ROW WHEN (
        (OLD.experiment_id, OLD.key, OLD.is_control, OLD.weight)
            IS DISTINCT FROM (NEW.experiment_id, NEW.key, NEW.is_control, NEW.weight)
    )
    EXECUTE FUNCTION cro_part_of_plan();

-- A deletion is asked about at the end of the transaction: with the whole experiment they may go.
CREATE CONSTRAINT TRIGGER cro_experiment_metrics_kept
    AFTER DELETE ON cro_experiment_metrics
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION cro_part_of_plan();

CREATE CONSTRAINT TRIGGER cro_variants_kept
    AFTER DELETE ON cro_variants
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION cro_part_of_plan();
