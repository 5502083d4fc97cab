#!/usr/bin/env bash
# Writes one backup file, whole or not at all:
#   deploy/backup.sh postgres://ubigrowth_backup@db.example.com/ubigrowth ubigrowth.dump
# The password comes from PGPASSWORD or ~/.pgpass. The file holds every tenant's data and the keys
# that sign contexts: encrypt it before it leaves the machine.
set -euo pipefail
address=$1 file=$2
umask 077
trap 'rm -f "$file.partial"' EXIT
pg_dump --no-password --format=custom --file="$file.partial" --dbname="$address"
pg_restore --list "$file.partial" >/dev/null
mv "$file.partial" "$file"
