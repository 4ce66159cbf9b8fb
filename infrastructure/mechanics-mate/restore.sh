#!/bin/sh
# Brings a dump back into an empty database, then compares with Stripe: payments made after the dump are found again.
#   DATABASE_URL=postgresql://… restore.sh /var/backups/mechanics-mate/backup_20261120_150000.dump
set -eu
file=${1:?Say which dump}
here=${APP_DIR:-/var/www/mechanics-mate}
: "${DATABASE_URL:?Say which database}"
tables=$(psql "$DATABASE_URL" -Atc "select count(*) from information_schema.tables where table_schema = 'mate'")
if [ "$tables" -ne 0 ]; then
  echo "The database holds $tables tables of Mechanics Mate already. Restore into an empty one." >&2
  exit 1
fi
taken=$(date -u -r "$file" +%Y-%m-%dT%H:%M:%SZ)
pg_restore --no-owner --exit-on-error --dbname="$DATABASE_URL" "$file"
cd "$here"
node server.js migrate
if grep -qs '^STRIPE_SECRET_KEY=.' .env.production; then
  node server.js webhooks:reconcile --since "$taken"
fi
