-- Business time, as `kernel.tenancy.clock.now` has it: the real time of day on the tenant's date,
-- in the workspace's zone.
CREATE FUNCTION business_now(tenant uuid, workspace uuid) RETURNS timestamptz LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN t.as_of IS NULL THEN clock_timestamp()
        ELSE (t.as_of + (clock_timestamp() AT TIME ZONE w.timezone)::time) AT TIME ZONE w.timezone
        END
    FROM public.tenants t JOIN public.workspaces w ON w.tenant_id = t.id
    WHERE t.id = tenant AND w.id = workspace
$$;
REVOKE ALL ON FUNCTION business_now(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION business_now(uuid, uuid) TO ubigrowth_app;

-- A time-ordered id (RFC 9562, version 7): milliseconds, then their fraction, then chance.
CREATE FUNCTION uuid7_at(moment timestamptz) RETURNS uuid LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(
        substring(int8send(t.micros / 1000) FROM 3)
            || substring(int4send((28672 + t.micros % 1000 * 4096 / 1000)::integer) FROM 3)
            || substring(uuid_send(gen_random_uuid()) FROM 9), 'hex')::uuid
    FROM (SELECT (extract(epoch FROM moment) * 1000000)::bigint AS micros) AS t
$$;
REVOKE ALL ON FUNCTION uuid7_at(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION uuid7_at(timestamptz) TO ubigrowth_app;
