-- Makes the roles and the two databases that the product needs. An administrator runs it once;
-- running it again changes nothing but the passwords. PostgreSQL 15 or newer.
--
--   psql -X -v ON_ERROR_STOP=1 \
--     -v database=ubigrowth \
--     -v owner=ubigrowth_owner         -v owner_password=... \
--     -v app=ubigrowth_app_login       -v app_password=... \
--     -v service=ubigrowth_service_login -v service_password=... \
--     -v queue_database=ubigrowth_queue \
--     -v queue=ubigrowth_queue_login   -v queue_password=... \
--     -f deploy/bootstrap.sql "postgres://administrator@host/postgres"
--
-- deploy/README.md says how to keep the passwords off the command line.
-- Tables, functions, extensions and grants on them come with `manage.py migrate`, run as the owner.

\set ON_ERROR_STOP on
\set QUIET on
SET client_min_messages = warning;

-- What migrations name: groups that nobody can log in as.
SELECT format('CREATE ROLE %I NOLOGIN', name)
  FROM unnest(ARRAY['ubigrowth_app', 'ubigrowth_service', 'ubigrowth_auth']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec

-- The logins that processes hold, one each.
SELECT format('CREATE ROLE %I LOGIN', name)
  FROM unnest(ARRAY[:'owner', :'app', :'service', :'queue']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE :"owner" PASSWORD :'owner_password';
ALTER ROLE :"app" PASSWORD :'app_password';
ALTER ROLE :"service" PASSWORD :'service_password';
ALTER ROLE :"queue" PASSWORD :'queue_password';

-- The owner is a member of the app's group so that policies apply to it as well, and of the
-- functions' owner so that migrations can hand functions over.
GRANT ubigrowth_app, ubigrowth_auth TO :"owner";
GRANT ubigrowth_app TO :"app";
GRANT ubigrowth_service TO :"service";

SELECT set_config('bootstrap.logins',
                  concat_ws(',', :'owner', :'app', :'service', :'queue'), false) \g /dev/null
DO $check$
DECLARE strong text;
BEGIN
  SELECT string_agg(rolname, ', ') INTO strong FROM pg_roles
   WHERE rolname = ANY (string_to_array(current_setting('bootstrap.logins'), ','))
     AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication);
  IF strong IS NOT NULL THEN
    RAISE EXCEPTION 'these logins are stronger than the product allows: %', strong
      USING HINT = 'Use roles without SUPERUSER, BYPASSRLS, CREATEROLE, CREATEDB and REPLICATION.';
  END IF;
END $check$;

-- An administrator who is no superuser must be a member of a role to give it a database.
SELECT format('GRANT %I TO CURRENT_USER', name)
  FROM unnest(ARRAY[:'owner', :'queue']) AS name
 WHERE NOT pg_has_role(name, 'MEMBER') \gexec
SELECT format('CREATE DATABASE %I OWNER %I ENCODING ''UTF8'' TEMPLATE template0',
              :'database', :'owner')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SELECT format('CREATE DATABASE %I OWNER %I ENCODING ''UTF8'' TEMPLATE template0',
              :'queue_database', :'queue')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'queue_database') \gexec

REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"owner", :"app", :"service";
REVOKE CONNECT, TEMPORARY ON DATABASE :"queue_database" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"queue_database" TO :"queue";

\connect :"database"
\set QUIET on
SET client_min_messages = warning;
ALTER SCHEMA public OWNER TO pg_database_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"app", :"service", ubigrowth_app, ubigrowth_service, ubigrowth_auth;

-- A login sees the statements of its other sessions in these, with every literal in them.
DO $hide$
DECLARE target record;
BEGIN
  FOR target IN
    SELECT 'TABLE' AS kind, c.oid::regclass::text AS name, 'SELECT' AS privilege
      FROM pg_class c
     WHERE c.relname IN ('pg_stat_activity', 'pg_stat_statements') AND c.relkind = 'v'
    UNION ALL
    SELECT 'FUNCTION', p.oid::regprocedure::text, 'EXECUTE'
      FROM pg_proc p
     WHERE p.proname IN ('pg_stat_get_activity', 'pg_stat_get_backend_activity',
                         'pg_stat_statements')
  LOOP
    BEGIN
      EXECUTE format('REVOKE %s ON %s %s FROM PUBLIC',
                     target.privilege, target.kind, target.name);
      EXECUTE format('GRANT %s ON %s %s TO pg_read_all_stats',
                     target.privilege, target.kind, target.name);
    EXCEPTION WHEN insufficient_privilege THEN
      RAISE WARNING 'could not hide % from PUBLIC: only a superuser may', target.name;
    END;
  END LOOP;
END $hide$;
