-- A final report stays as it is, and stays, until it is reopened.
CREATE FUNCTION coo_final_report() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a final report stays as it is: reopen it first'
        USING ERRCODE = 'check_violation',
              TABLE = 'coo_reports',
              CONSTRAINT = 'coo_reports_final';
END $$;
REVOKE ALL ON FUNCTION coo_final_report() FROM PUBLIC;

CREATE TRIGGER coo_reports_final
    BEFORE UPDATE ON coo_reports
    FOR EACH ROW WHEN (
        OLD.status = 'final'
        AND (OLD.kind, OLD.period_start, OLD.period_end, OLD.title, OLD.figures, OLD.body,
             OLD.narrative)
            IS DISTINCT FROM
            (NEW.kind, NEW.period_start, NEW.period_end, NEW.title, NEW.figures, NEW.body,
             NEW.narrative)
    )
    EXECUTE FUNCTION coo_final_report();

CREATE TRIGGER coo_reports_final_stays
    BEFORE DELETE ON coo_reports
    FOR EACH ROW WHEN (OLD.status = 'final')
    EXECUTE FUNCTION coo_final_report();
