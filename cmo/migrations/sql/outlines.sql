-- An asset with an outline among its variants is neither approved nor published. The variant's
-- side locks the asset's row, so that two writers take turns.
CREATE FUNCTION cmo_outline_variant() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    standing text;
BEGIN
    SELECT status INTO standing FROM public.cmo_content_assets
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id AND id = NEW.asset_id
        FOR NO KEY UPDATE;
    IF standing IN ('approved', 'published') THEN
        RAISE EXCEPTION 'the asset is %: a variant of it cannot be an outline', standing
            USING ERRCODE = 'check_violation',
                  TABLE = 'cmo_content_variants',
                  CONSTRAINT = 'cmo_content_variants_outline';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cmo_outline_variant() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER cmo_content_variants_outline
    AFTER INSERT OR UPDATE OF is_outline, asset_id ON cmo_content_variants
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW WHEN (NEW.is_outline) EXECUTE FUNCTION cmo_outline_variant();

CREATE FUNCTION cmo_outlined_asset() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    labels text;
BEGIN
    SELECT string_agg(label, ', ' ORDER BY label) INTO labels FROM public.cmo_content_variants
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id
          AND asset_id = NEW.id AND is_outline;
    IF labels IS NOT NULL THEN
        RAISE EXCEPTION 'it cannot be %: variant % is still an outline', NEW.status, labels
            USING ERRCODE = 'check_violation',
                  TABLE = 'cmo_content_assets',
                  CONSTRAINT = 'cmo_content_assets_outline';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cmo_outlined_asset() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER cmo_content_assets_outline
    AFTER UPDATE OF status ON cmo_content_assets
    DEFERRABLE INITIALLY IMMEDIATE
    FOR EACH ROW WHEN (NEW.status IN ('approved', 'published'))
    EXECUTE FUNCTION cmo_outlined_asset();
