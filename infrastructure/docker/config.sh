#!/bin/sh
# The `config` service of Compose: checks the settings, then hands each service what it may see. Editing the settings file
# and starting again is enough. Runs as root because the file belongs to whoever cloned the repository.
set -eu
given=/given/appsettings.Secrets.json
if [ ! -f "$given" ]; then
  echo "apps/workshop-api/appsettings.Secrets.json is missing. Run ./scripts/setup-secrets.sh first." >&2
  exit 1
fi
cp "$given" /settings/appsettings.Secrets.json
chown 10001:10001 /settings /settings/appsettings.Secrets.json
chmod 500 /settings
chmod 400 /settings/appsettings.Secrets.json
cd /app
CONFIG_FILE=$given /app/bin/node packages/platform/src/config/cli.ts check workshop-api
/app/bin/node -e '
  const { DbOptions } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
  process.stdout.write(DbOptions.Password);
' "$given" >/database-secret/password
# The database image reads it as its own user, 999.
chown 999:999 /database-secret /database-secret/password
chmod 400 /database-secret/password
