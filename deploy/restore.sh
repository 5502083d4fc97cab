#!/usr/bin/env bash
# Fills an empty database, which deploy/bootstrap.sql has made, from a backup file:
#   deploy/restore.sh postgres://administrator@db.example.com/ubigrowth ubigrowth.dump
# It runs as a superuser, since it hands tables and functions to their owners, in one transaction.
set -euo pipefail
address=$1 file=$2
pg_restore --no-password --exit-on-error --single-transaction --dbname="$address" "$file"
psql -X -q --no-password --dbname="$address" --command='ANALYZE'
