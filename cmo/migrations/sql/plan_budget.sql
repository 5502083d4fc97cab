-- The budgets of a plan's campaigns, in the plan's currency, never exceed the plan's own. Locking
-- the plan's row makes two writers take turns, so that neither spends what the other takes.
CREATE FUNCTION cmo_plan_budget() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    whole bigint;
    own text;
    held numeric;
BEGIN
    SELECT budget, currency INTO whole, own FROM public.cmo_marketing_plans
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id AND id = NEW.plan_id
        FOR NO KEY UPDATE;
    IF whole IS NULL OR NEW.currency <> own THEN
        RETURN NULL;
    END IF;
    SELECT sum(budget) INTO held FROM public.cmo_campaigns
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id
          AND plan_id = NEW.plan_id AND currency = own;
    IF held > whole THEN
        RAISE EXCEPTION 'the plan''s campaigns would hold more than its budget'
            USING ERRCODE = 'check_violation',
                  TABLE = 'cmo_campaigns',
                  COLUMN = 'budget',
                  CONSTRAINT = 'cmo_campaigns_plan_budget';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cmo_plan_budget() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER cmo_campaigns_plan_budget
    AFTER INSERT OR UPDATE OF budget, currency, plan_id ON cmo_campaigns
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW WHEN (NEW.plan_id IS NOT NULL AND NEW.budget > 0)
    EXECUTE FUNCTION cmo_plan_budget();

-- A plan is never given less than its campaigns hold already.
CREATE FUNCTION cmo_plan_holds() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    held numeric;
BEGIN
    SELECT sum(budget) INTO held FROM public.cmo_campaigns
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id
          AND plan_id = NEW.id AND currency = NEW.currency;
    IF held > NEW.budget THEN
        RAISE EXCEPTION 'its campaigns hold more than that: lower theirs first'
            USING ERRCODE = 'check_violation',
                  TABLE = 'cmo_marketing_plans',
                  COLUMN = 'budget',
                  CONSTRAINT = 'cmo_marketing_plans_holds';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cmo_plan_holds() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER cmo_marketing_plans_holds
    AFTER UPDATE OF budget, currency ON cmo_marketing_plans
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW WHEN (NEW.budget IS NOT NULL)
    EXECUTE FUNCTION cmo_plan_holds();
