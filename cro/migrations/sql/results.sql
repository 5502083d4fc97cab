-- A result belongs to a variant of its own experiment.
ALTER TABLE cro_variants ADD CONSTRAINT cro_variants_of_experiment
    UNIQUE (tenant_id, workspace_id, experiment_id, id);
ALTER TABLE cro_metrics ADD CONSTRAINT cro_metrics_of_experiment
    FOREIGN KEY (tenant_id, workspace_id, experiment_id, variant_id)
    REFERENCES cro_variants (tenant_id, workspace_id, experiment_id, id)
    DEFERRABLE INITIALLY IMMEDIATE;

-- Each kind of metric has its own sums, so that none is judged by sums that are not there. Asked
-- once a statement, because results come by the thousand; the metrics are locked, so that none
-- changes its kind meanwhile.
CREATE FUNCTION cro_sums_of_kind() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    fault text;
BEGIN
    PERFORM 1 FROM public.cro_metric_definitions d
        WHERE (d.tenant_id, d.workspace_id, d.id)
            IN (SELECT tenant_id, workspace_id, metric_id FROM written)
        ORDER BY d.id
        FOR SHARE;
    SELECT CASE
        WHEN d.kind = 'proportion' AND n.conversions IS NULL
            THEN 'a proportion needs its conversions'
        WHEN d.kind = 'proportion' AND (n.sum IS NOT NULL OR n.sum_squares IS NOT NULL)
            THEN 'a proportion has conversions and no sums: leave the sums out'
        WHEN d.kind <> 'proportion' AND n.conversions IS NOT NULL
            THEN format('a %s has sums and no conversions: leave the conversions out', d.kind)
        WHEN d.kind <> 'proportion' AND (n.sum IS NULL OR n.sum_squares IS NULL)
            THEN format('a %s needs the sum and the sum of squares', d.kind)
        WHEN d.kind = 'ratio' AND (n.denominator_sum IS NULL
            OR n.denominator_sum_squares IS NULL OR n.cross_product IS NULL)
            THEN 'a ratio needs the sum and the sum of squares of its denominator, and the '
                'cross-product of both'
        WHEN d.kind <> 'ratio' AND (n.denominator_sum IS NOT NULL
            OR n.denominator_sum_squares IS NOT NULL OR n.cross_product IS NOT NULL)
            THEN format('a %s has no denominator: leave its sums out, or make it a ratio', d.kind)
        END INTO fault
        FROM written n JOIN public.cro_metric_definitions d
            ON (d.tenant_id, d.workspace_id, d.id) = (n.tenant_id, n.workspace_id, n.metric_id)
        ORDER BY 1 NULLS LAST
        LIMIT 1;
    IF fault IS NOT NULL THEN
        RAISE EXCEPTION '%', fault
            USING ERRCODE = 'check_violation',
                  TABLE = 'cro_metrics',
                  CONSTRAINT = 'cro_metrics_kind';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION cro_sums_of_kind() FROM PUBLIC;

CREATE TRIGGER cro_metrics_kind
    AFTER INSERT ON cro_metrics
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION cro_sums_of_kind();

CREATE TRIGGER cro_metrics_kind_changed
    AFTER UPDATE ON cro_metrics
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION cro_sums_of_kind();

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
