#!/bin/sh
# Dumps the database to /var/backups, checks that the dump can be read, and keeps the last fourteen.
# DATABASE_URL, or the usual PG… variables, say which database.
set -eu
umask 077
folder=${BACKUP_DIR:-/var/backups/mechanics-mate}
file="$folder/backup_$(date -u +%Y%m%d_%H%M%S).dump"
mkdir -p "$folder"
pg_dump --format=custom --no-owner --file="$file.part" ${DATABASE_URL:+"$DATABASE_URL"}
pg_restore --list "$file.part" > /dev/null
mv "$file.part" "$file"
ls -1t "$folder"/backup_*.dump | tail -n +15 | while read -r old; do rm -f -- "$old"; done
echo "$file"
