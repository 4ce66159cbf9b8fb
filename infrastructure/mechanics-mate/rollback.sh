#!/bin/sh
# Goes back to an older release, unless the database has become newer than that release knows.
#   rollback.sh v0.9.9
set -eu
tag=${1:?Say which release, such as v0.9.9}
cd "${APP_DIR:-/var/www/mechanics-mate}"
if [ -n "$(git status --porcelain --untracked-files=no)" ]; then
  echo "There are changes here that no release has. Put them away first." >&2
  exit 1
fi
floor=$(git show "HEAD:database/oldest-release" 2>/dev/null || echo "v0.0.0")
oldest=$(printf '%s\n%s\n' "$floor" "$tag" | sort -V | head -n 1)
if [ "$oldest" != "$floor" ]; then
  echo "The database is newer than $tag knows: the oldest release that runs on it is $floor." >&2
  exit 1
fi
git checkout --quiet "tags/$tag"
npm install --production --no-audit --no-fund
if command -v pm2 > /dev/null 2>&1 && pm2 describe mechanics-mate > /dev/null 2>&1; then
  pm2 restart mechanics-mate
else
  sudo systemctl restart mechanics-mate
fi
node server.js smoke "http://localhost:${PORT:-3000}"
