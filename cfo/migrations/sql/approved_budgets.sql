-- What was approved stays, so that a month is held against what was decided: a change is a new
-- version, which is approved in its place.
CREATE FUNCTION cfo_approved_budget() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'an approved budget stays as it is: approve a new version instead'
        USING ERRCODE = 'check_violation',
              TABLE = 'cfo_budgets',
              CONSTRAINT = 'cfo_budgets_approved_stays';
END $$;
REVOKE ALL ON FUNCTION cfo_approved_budget() FROM PUBLIC;

CREATE TRIGGER cfo_budgets_approved_stays
    BEFORE UPDATE ON cfo_budgets
    FOR EACH ROW WHEN (
        OLD.status = 'approved'
        AND (OLD.period, OLD.category_id, OLD.amount, OLD.currency, OLD.scenario, OLD.version)
            IS DISTINCT FROM
            (NEW.period, NEW.category_id, NEW.amount, NEW.currency, NEW.scenario, NEW.version)
    )
    EXECUTE FUNCTION cfo_approved_budget();

CREATE TRIGGER cfo_budgets_approved_kept
    BEFORE DELETE ON cfo_budgets
    FOR EACH ROW WHEN (OLD.status = 'approved')
    EXECUTE FUNCTION cfo_approved_budget();
