#!/bin/sh
# Makes the secrets of one workshop: what is missing is created, what is there is never changed.
#   scripts/setup-secrets.sh                     creates both settings files
#   scripts/setup-secrets.sh --rotate WHICH      replaces one secret: jwt, consumer, session or db
#   scripts/setup-secrets.sh --check             says what is wrong with them; exit code 1 when something is
#   scripts/setup-secrets.sh --print-kubernetes  prints a Secret for infrastructure/k8s/overlays/production/secrets.yaml
set -eu
umask 077
cd "$(dirname "$0")/.."

settings=apps/workshop-api/appsettings.Secrets.json
env_file=apps/workshop-web/.env

say() { printf '%s\n' "$*"; }
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# random BYTES hex|base64
random() {
  if command -v openssl >/dev/null 2>&1; then
    if [ "$2" = hex ]; then openssl rand -hex "$1" | tr -d '\n'; else openssl rand -base64 "$1" | tr -d '\n'; fi
  elif command -v node >/dev/null 2>&1; then
    node -e 'process.stdout.write(require("node:crypto").randomBytes(Number(process.argv[1])).toString(process.argv[2]))' "$1" "$2"
  else
    fail "Neither openssl nor node is here to make random values. Install one of them and run this again."
  fi
}

# Text of a key of the settings file; keys are unique in it.
setting() { sed -n 's/.*"'"$1"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' "$settings" | head -n 1; }
variable() { sed -n 's/^'"$1"'=//p' "$env_file" | head -n 1; }

# replace FILE SCRIPT: by way of a new file, so that no half-written one is ever read.
replace() {
  sed "$2" "$1" >"$1.new"
  if cmp -s "$1" "$1.new"; then
    rm "$1.new"
    fail "$1 does not have the expected line. Correct it by hand."
  fi
  chmod 600 "$1.new"
  mv "$1.new" "$1"
}
set_setting() { replace "$settings" 's|\("'"$1"'"[[:space:]]*:[[:space:]]*"\)[^"]*"|\1'"$2"'"|'; }
set_variable() { replace "$env_file" 's|^'"$1"'=.*|'"$1"'='"$2"'|'; }

write_settings() {
  cat >"$settings.new" <<JSON
{
  "JwtOptions": {
    "Secret": "$(random 64 hex)",
    "PreviousSecret": "",
    "ConsumerSecret": "$1"
  },
  "DbOptions": {
    "Host": "db",
    "Port": 5432,
    "UserId": "mechanicbuddy",
    "Password": "$(random 24 hex)",
    "Name": "mechanicbuddy",
    "MultiTenancy": {
      "Enabled": false
    }
  },
  "SmtpOptions": {
    "Host": "mail",
    "Port": 1025,
    "User": "",
    "Password": ""
  },
  "Cors": {
    "Mode": "Production",
    "AppHost": "http://localhost:3025"
  }
}
JSON
  mv "$settings.new" "$settings"
}

write_env() {
  cat >"$env_file.new" <<ENV
SERVER_SECRET=$1
SESSION_SECRET=$(random 32 base64)
API_URL=http://api:15567
NEXT_PUBLIC_API_URL=http://localhost:15567
NEXT_PUBLIC_SESSION_TIMEOUT=1500
ENV
  mv "$env_file.new" "$env_file"
}

create() {
  made=
  if [ ! -e "$settings" ]; then
    # A site that was set up already keeps its secret: both prove themselves with the same one.
    if [ -e "$env_file" ]; then shared=$(variable SERVER_SECRET); else shared=$(random 32 base64); fi
    write_settings "$shared"
    made="$made $settings"
  fi
  if [ ! -e "$env_file" ]; then
    write_env "$(setting ConsumerSecret)"
    made="$made $env_file"
  fi
  if [ -z "$made" ]; then
    say "Both settings files are there; nothing was changed."
    return
  fi
  for file in $made; do say "Made $file"; done
  say
  say "Before a workshop works with it, fill in:"
  say "  backend/src/MechanicBuddy.Http.Api/appsettings.Secrets.json"
  say "    SmtpOptions    your mail relay; until then mails wait at http://localhost:8025 and reach nobody"
  say "    Cors.AppHost   the address people open, https://your-domain.com"
  say "  frontend/.env"
  say "    NEXT_PUBLIC_API_URL   the API's own address, https://api.your-domain.com"
  say "Without containers, DbOptions.Host and API_URL name this machine: localhost and http://localhost:15567."
}

rotate() {
  if [ ! -e "$settings" ] || [ ! -e "$env_file" ]; then
    fail "There are no secrets yet. Run scripts/setup-secrets.sh first."
  fi
  case "$1" in
  jwt)
    grep -q '"PreviousSecret"' "$settings" ||
      replace "$settings" 's|^\([[:space:]]*\)\("Secret"[[:space:]]*:.*\)$|\1"PreviousSecret": "",\
\1\2|'
    set_setting PreviousSecret "$(setting Secret)"
    set_setting Secret "$(random 64 hex)"
    say "The root secret is new; the one before still verifies. Run the migrations (docker compose up -d --force-recreate"
    say "does), which give every workshop's login its new password. The secret before the last is worthless now."
    ;;
  consumer)
    shared=$(random 32 base64)
    set_setting ConsumerSecret "$shared"
    set_variable SERVER_SECRET "$shared"
    say "API and site have a new common secret. Restart both together."
    ;;
  session)
    set_variable SESSION_SECRET "$(random 32 base64)"
    say "The site's cookies have a new key. Restart the site; everybody signs in again."
    ;;
  db)
    # The first password of the file is the database's; the mail relay's stands after it.
    replace "$settings" '1,/"Password"/s|\("Password"[[:space:]]*:[[:space:]]*"\)[^"]*"|\1'"$(random 24 hex)"'"|'
    say "The settings hold a new password of the database, the database still the one before. Bring them together:"
    say "  npm run doctor -- --sync-db-password"
    ;;
  *) fail "--rotate takes jwt, consumer, session or db." ;;
  esac
}

faults=0
fault() {
  say "- $*"
  faults=$((faults + 1))
}
matches() { printf '%s' "$1" | grep -Eqx "$2"; }
is_key32() { matches "$1" '[A-Za-z0-9+/]{43}='; }

check() {
  for file in "$settings" "$env_file"; do
    [ -e "$file" ] || fail "$file is missing. Run scripts/setup-secrets.sh."
    [ -z "$(find "$file" -perm -g+r -o -perm -o+r)" ] || fault "$file may be read by others. Run: chmod 600 $file"
  done
  matches "$(setting Secret)" '[0-9a-fA-F]{128}' || fault "JwtOptions.Secret must be 64 random bytes as 128 hexadecimal digits."
  previous=$(setting PreviousSecret)
  [ -z "$previous" ] || matches "$previous" '[0-9a-fA-F]{128}' ||
    fault "JwtOptions.PreviousSecret must be empty or 128 hexadecimal digits."
  is_key32 "$(setting ConsumerSecret)" || fault "JwtOptions.ConsumerSecret must be 32 random bytes in base64."
  is_key32 "$(variable SERVER_SECRET)" || fault "SERVER_SECRET must be 32 random bytes in base64."
  is_key32 "$(variable SESSION_SECRET)" || fault "SESSION_SECRET must be 32 random bytes in base64."
  [ "$(variable SERVER_SECRET)" = "$(setting ConsumerSecret)" ] ||
    fault "SERVER_SECRET and JwtOptions.ConsumerSecret differ: the API refuses the site. Run with --rotate consumer."
  [ "$(variable SERVER_SECRET)" != "$(variable SESSION_SECRET)" ] || fault "SESSION_SECRET must differ from SERVER_SECRET."
  [ -n "$(setting Password)" ] || fault "DbOptions.Password is empty."
  if grep -Eq '(": "|=|[/.@])your-|strong-production-password|another-32-byte' "$settings" "$env_file"; then
    fault "A value of an example is still there. Fill in your own."
  fi
  [ "$faults" -eq 0 ] || exit 1
  say "The secrets are fine."
}

# Values of their own: a cluster shares no secret with this machine.
print_kubernetes() {
  cat <<YAML
# Made once. Keep this file: another run prints other values, with which a running system cannot read its data.
apiVersion: v1
kind: Secret
metadata:
  name: mechanicbuddy-secrets
  namespace: mechanicbuddy-system
type: Opaque
stringData:
  db-password: "$(random 24 hex)"
  jwt-secret: "$(random 64 hex)"
  consumer-secret: "$(random 32 base64)"
  session-secret: "$(random 32 base64)"
  smtp-password: "" # your mail relay's
YAML
}

case "${1:-}" in
"") create ;;
--rotate) rotate "${2:-}" ;;
--check) check ;;
--print-kubernetes) print_kubernetes ;;
*) fail "Usage: scripts/setup-secrets.sh [--rotate jwt|consumer|session|db | --check | --print-kubernetes]" ;;
esac
