#!/bin/sh
# The guide's chapters for one server with a real engine: builds all targets and runs Compose. Can be run again; takes away what
# it made. In a clone of its own, because it writes settings there.
set -eu
# shellcheck source=infrastructure/conformance/on-rows.sh
. "$(dirname "$0")/on-rows.sh"
export COMPOSE_PROJECT_NAME=mechanicbuddy-conformance
clean() { (cd "$root" && docker compose --profile '*' down --volumes --remove-orphans); }
trap clean EXIT
clean >/dev/null 2>&1 || true

versions() {
  printf '2.20.0\n%s\n' "$(docker compose version --short)" | sort -V -C
  docker compose config --quiet
  docker compose --profile backup config --quiet
}
build() {
  for target in api dbup management-api web management-portal mechanics-mate standalone; do
    docker build --file infrastructure/docker/Dockerfile --target "$target" \
      --tag "ghcr.io/your-org/mechanicbuddy-$target:${IMAGE_TAG:-v1.0.0}" .
    [ "$(docker run --rm --entrypoint id "ghcr.io/your-org/mechanicbuddy-$target:${IMAGE_TAG:-v1.0.0}" -u)" = 10001 ]
  done
  size=$(docker image inspect "ghcr.io/your-org/mechanicbuddy-api:${IMAGE_TAG:-v1.0.0}" --format '{{.Size}}')
  [ "$size" -le 350000000 ]
}
up() {
  build
  ./scripts/setup-secrets.sh
  docker compose up -d --wait --wait-timeout 300
  curl -fsS http://localhost:15567/health/ready
  curl -fsS http://localhost:3025/api/health
}
dump() {
  password=$(node -p 'JSON.parse(fs.readFileSync("apps/workshop-api/appsettings.Secrets.json")).DbOptions.Password')
  PGPASSWORD=$password pg_dump -h localhost -U mechanicbuddy -d mechanicbuddy | grep -q 'PostgreSQL database dump complete'
  PGPASSWORD=$password psql -h localhost -U mechanicbuddy -d mechanicbuddy -c 'select 1'
}
pm2_site() {
  npx --yes pm2 start infrastructure/pm2/ecosystem.config.cjs --only mechanicbuddy-web
  npx --yes pm2 delete mechanicbuddy-web
}
unit() {
  systemd-analyze verify infrastructure/systemd/mechanicbuddy-api.service
  systemctl is-system-running --wait || true
  systemctl cat mechanicbuddy-api
}

row compose-versions versions
row compose-up up
row pg-dump dump
row pm2 pm2_site
if [ -d /run/systemd/system ] && systemctl cat mechanicbuddy-api >/dev/null 2>&1; then
  row systemd-unit unit
else
  later systemd-unit "mechanicbuddy-api is not installed on a machine with systemd"
fi
signed_off docker
