-- A plan's lists are lists, and its channels' shares of the budget are each 0 to 1 and add up to
-- at most 1.
ALTER TABLE cmo_marketing_plans ADD CONSTRAINT cmo_marketing_plans_milestones
    CHECK (jsonb_typeof(milestones) = 'array');
ALTER TABLE cmo_marketing_plans ADD CONSTRAINT cmo_marketing_plans_risks
    CHECK (jsonb_typeof(risks) = 'array');

CREATE FUNCTION cmo_plan_shares() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    item jsonb;
    share numeric;
    total numeric := 0;
    fault text;
BEGIN
    IF jsonb_typeof(NEW.channel_allocation) <> 'array' THEN
        fault := 'the channel allocation is no list';
    ELSE
        FOR item IN SELECT jsonb_array_elements(NEW.channel_allocation) LOOP
            IF jsonb_typeof(item) <> 'object' OR coalesce(item ->> 'channel', '') = ''
                OR coalesce(item ->> 'share', '') !~ '^[0-9]{1,3}(\.[0-9]{1,20})?([eE]-[0-9]{1,2})?$'
            THEN
                fault := 'each item of the channel allocation names a channel and its share';
                EXIT;
            END IF;
            share := (item ->> 'share')::numeric;
            IF share > 1 THEN
                fault := 'a channel''s share is more than 100%';
                EXIT;
            END IF;
            total := total + share;
        END LOOP;
        IF fault IS NULL AND total > 1 THEN
            fault := format('the channels'' shares of the budget add up to %s%%, more than 100%%',
                round(total * 100, 2));
        END IF;
    END IF;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault
            USING ERRCODE = 'check_violation',
                  TABLE = 'cmo_marketing_plans',
                  CONSTRAINT = 'cmo_marketing_plans_channel_allocation';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION cmo_plan_shares() FROM PUBLIC;

CREATE TRIGGER cmo_marketing_plans_channel_allocation
    BEFORE INSERT OR UPDATE OF channel_allocation ON cmo_marketing_plans
    FOR EACH ROW EXECUTE FUNCTION cmo_plan_shares();
