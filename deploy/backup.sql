-- Makes the login that backups use. It passes the row-level walls and reads everything, so no
-- process of the product may hold it. An administrator runs this once, after bootstrap.sql:
--
--   psql -X -v database=ubigrowth -v backup_password=... -f deploy/backup.sql "postgres://..."

\set ON_ERROR_STOP on
SELECT 'CREATE ROLE ubigrowth_backup LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ubigrowth_backup') \gexec
ALTER ROLE ubigrowth_backup BYPASSRLS PASSWORD :'backup_password';
GRANT pg_read_all_data TO ubigrowth_backup;
GRANT CONNECT ON DATABASE :"database" TO ubigrowth_backup;
