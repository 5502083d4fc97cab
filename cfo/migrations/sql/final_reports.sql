-- A final report stays as it is, and stays, until it is reopened.
CREATE FUNCTION cfo_final_report() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a final report stays as it is: reopen it first'
        USING ERRCODE = 'check_violation',
              TABLE = 'cfo_reports',
              CONSTRAINT = 'cfo_reports_final';
END $$;
REVOKE ALL ON FUNCTION cfo_final_report() FROM PUBLIC;

CREATE TRIGGER cfo_reports_final
    BEFORE UPDATE ON cfo_reports
    FOR EACH ROW WHEN (
        OLD.status = 'final'
        AND (OLD.kind, OLD.period_start, OLD.period_end, OLD.currency, OLD.title, OLD.figures,
             OLD.body, OLD.narrative)
            IS DISTINCT FROM
            (NEW.kind, NEW.period_start, NEW.period_end, NEW.currency, NEW.title, NEW.figures,
             NEW.body, NEW.narrative)
    )
    EXECUTE FUNCTION cfo_final_report();

CREATE TRIGGER cfo_reports_final_stays
    BEFORE DELETE ON cfo_reports
    FOR EACH ROW WHEN (OLD.status = 'final')
    EXECUTE FUNCTION cfo_final_report();
