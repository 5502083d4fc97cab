-- A result belongs to a variant of its own experiment.
ALTER TABLE cro_variants ADD CONSTRAINT cro_variants_of_experiment
    UNIQUE (tenant_id, workspace_id, experiment_id, id);
ALTER TABLE cro_metrics ADD CONSTRAINT cro_metrics_of_experiment
    FOREIGN KEY (tenant_id, workspace_id, experiment_id, variant_id)
    REFERENCES cro_variants (tenant_id, workspace_id, experiment_id, id)
    DEFERRABLE INITIALLY IMMEDIATE;

-- Each kind of metric has its own sums, so that none is judged by sums that are not there.
CREATE FUNCTION cro_sums_of_kind() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    of_kind text;
    fault text;
BEGIN
    SELECT kind INTO of_kind FROM public.cro_metric_definitions
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id AND id = NEW.metric_id
        FOR KEY SHARE;
    IF of_kind = 'proportion' THEN
        IF NEW.conversions IS NULL THEN
            fault := 'a proportion needs its conversions';
        ELSIF NEW.sum IS NOT NULL OR NEW.sum_squares IS NOT NULL THEN
            fault := 'a proportion has conversions and no sums: leave the sums out';
        END IF;
    ELSIF NEW.conversions IS NOT NULL THEN
        fault := format('a %s has sums and no conversions: leave the conversions out', of_kind);
    ELSIF NEW.sum IS NULL OR NEW.sum_squares IS NULL THEN
        fault := format('a %s needs the sum and the sum of squares', of_kind);
    END IF;
    IF fault IS NULL AND of_kind = 'ratio' AND (
        NEW.denominator_sum IS NULL OR NEW.denominator_sum_squares IS NULL
        OR NEW.cross_product IS NULL
    ) THEN
        fault := 'a ratio needs the sum and the sum of squares of its denominator, and the '
            'cross-product of both';
    ELSIF fault IS NULL AND of_kind <> 'ratio' AND (
        NEW.denominator_sum IS NOT NULL OR NEW.denominator_sum_squares IS NOT NULL
        OR NEW.cross_product IS NOT NULL
    ) THEN
        fault := format('a %s has no denominator: leave its sums out, or make it a ratio',
            of_kind);
    END IF;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault
            USING ERRCODE = 'check_violation',
                  TABLE = 'cro_metrics',
                  CONSTRAINT = 'cro_metrics_kind';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION cro_sums_of_kind() FROM PUBLIC;

CREATE TRIGGER cro_metrics_kind
    BEFORE INSERT OR UPDATE OF metric_id, conversions, sum, sum_squares, denominator_sum,
        denominator_sum_squares, cross_product ON cro_metrics
    FOR EACH ROW EXECUTE FUNCTION cro_sums_of_kind();

-- A metric with results keeps its kind and currency: its sums would mean something else.
CREATE FUNCTION cro_kind_stays() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM public.cro_metrics
        WHERE tenant_id = NEW.tenant_id AND workspace_id = NEW.workspace_id AND metric_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'this metric has results: make another one with that kind and currency'
            USING ERRCODE = 'check_violation',
                  TABLE = 'cro_metric_definitions',
                  CONSTRAINT = 'cro_metric_definitions_kind_stays';
    END IF;
    RETURN NEW;
END $$;
REVOKE ALL ON FUNCTION cro_kind_stays() FROM PUBLIC;

CREATE TRIGGER cro_metric_definitions_kind_stays
    BEFORE UPDATE OF kind, currency ON cro_metric_definitions
    FOR EACH ROW WHEN ((OLD.kind, OLD.currency) IS DISTINCT FROM (NEW.kind, NEW.currency))
    EXECUTE FUNCTION cro_kind_stays();
