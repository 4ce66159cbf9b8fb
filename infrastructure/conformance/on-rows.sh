#!/bin/sh
# What on-cluster.sh and on-docker.sh share: a line for each row, and the table that is kept as docs/conformance/<date>.md.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
table=$(mktemp)
failed=0

# row ID COMMAND…: the row holds when every command of it succeeds; what fails shows its last lines.
row() {
  id=$1
  shift
  log=$(mktemp)
  if (cd "$root" && "$@") >"$log" 2>&1; then
    result=pass
  else
    result=FAIL
    failed=1
    tail -n 15 "$log" >&2
  fi
  rm -f "$log"
  printf '%s  %s\n' "$result" "$id"
  printf '| %s | %s |\n' "$id" "$result" >>"$table"
}

# later ID REASON: cannot be tried here; the table says why.
later() {
  printf 'left  %s: %s\n' "$1" "$2"
  printf '| %s | left: %s |\n' "$1" "$2" >>"$table"
}

# signed_off TITLE: writes the table, with who tried it on what.
signed_off() {
  mkdir -p "$root/docs/conformance"
  file="$root/docs/conformance/$(date -u +%Y-%m-%d)-$1.md"
  {
    printf '# %s, %s\n\n' "$1" "$(date -u +%Y-%m-%dT%H:%MZ)"
    printf 'Release %s, tried by %s.\n\n| row | |\n|---|---|\n' "$(git -C "$root" describe --always)" "$(git -C "$root" config user.name)"
    cat "$table"
  } >"$file"
  rm -f "$table"
  printf '%s\n' "$file"
  exit "$failed"
}
