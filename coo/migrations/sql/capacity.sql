-- The times of one person or team do not overlap. The lock makes two writers take turns, so that
-- neither misses the other's interval.
CREATE FUNCTION coo_capacity_apart() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    other record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(
        NEW.workspace_id::text || NEW.kind || NEW.who, 0));
    SELECT starts_on, ends_on INTO other FROM public.coo_capacity
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id
            AND kind = NEW.kind AND who = NEW.who AND id <> NEW.id
            AND starts_on <= coalesce(NEW.ends_on, 'infinity')
            AND coalesce(ends_on, 'infinity') >= NEW.starts_on
        ORDER BY starts_on LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% has a capacity from % % already: end that one before, or begin after it',
            NEW.who, other.starts_on,
            CASE WHEN other.ends_on IS NULL THEN 'on' ELSE 'to ' || other.ends_on END
            USING ERRCODE = 'check_violation',
                  TABLE = 'coo_capacity',
                  CONSTRAINT = 'coo_capacity_overlap';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION coo_capacity_apart() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER coo_capacity_overlap
    AFTER INSERT OR UPDATE OF who, kind, starts_on, ends_on ON coo_capacity
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW EXECUTE FUNCTION coo_capacity_apart();
