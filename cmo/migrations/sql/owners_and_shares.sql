-- An owner is a member of the tenant; who leaves it leaves the campaign without an owner.
ALTER TABLE cmo_campaigns ADD CONSTRAINT cmo_campaigns_owner_id FOREIGN KEY (tenant_id, owner_id)
    REFERENCES user_tenants (tenant_id, user_id) ON DELETE SET NULL (owner_id)
    DEFERRABLE INITIALLY IMMEDIATE;

-- The shares of one campaign add up to at most 1. Locking the campaign's row makes two writers
-- take turns, so that neither misses the other's share.
CREATE FUNCTION cmo_budget_shares() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    total numeric;
BEGIN
    PERFORM 1 FROM public.cmo_campaigns
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id AND id = NEW.campaign_id
        FOR NO KEY UPDATE;
    SELECT sum(budget_share) INTO total FROM public.cmo_campaign_channels
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id
          AND campaign_id = NEW.campaign_id;
    IF total > 1 THEN
        RAISE EXCEPTION 'the budget shares of one campaign add up to %, more than 100%%',
            round(total * 100, 2)::text || '%'
            USING ERRCODE = 'check_violation',
                  TABLE = 'cmo_campaign_channels',
                  CONSTRAINT = 'cmo_campaign_channels_shares';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cmo_budget_shares() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER cmo_campaign_channels_shares
    AFTER INSERT OR UPDATE OF budget_share, campaign_id ON cmo_campaign_channels
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW EXECUTE FUNCTION cmo_budget_shares();
