#!/bin/sh
# Physical drill: brings the newest backup of a workshop's PostgreSQL cluster up beside it, as {id}-postgresql-drill, compares
# what both hold, and takes it away. Needs an object store in postgresql.backup.objectStore.
#   infrastructure/conformance/restore-cluster.sh acme
set -eu
id=${1:?names a workshop}
namespace=tenant-$id
drill=$id-postgresql-drill
clean() { kubectl -n "$namespace" delete cluster "$drill" --ignore-not-found --wait; }
trap clean EXIT
clean

started=$(date +%s)
kubectl -n "$namespace" get cluster "$id-postgresql" -o json | node -e '
  const { spec } = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const [, id, namespace] = process.argv;
  const store = spec.backup?.barmanObjectStore;
  if (store === undefined) {
    console.error(`${id}-postgresql has no object store: set postgresql.backup.objectStore.`);
    process.exit(1);
  }
  const { imageName, storage, resources } = spec;
  const { database, owner } = spec.bootstrap.initdb ?? spec.bootstrap.recovery;
  const source = `${id}-postgresql`;
  console.log(JSON.stringify({
    apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster",
    metadata: { name: `${source}-drill`, namespace },
    spec: {
      imageName, storage, resources, instances: 1,
      bootstrap: { recovery: { source, database, owner } },
      externalClusters: [{ name: source, barmanObjectStore: { ...store, serverName: source } }],
    },
  }));
' "$id" "$namespace" | kubectl apply -f -
kubectl -n "$namespace" wait --for=condition=Ready "cluster/$drill" --timeout=1800s

count="select sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I.%I', schemaname, tablename), false, true, '')))[1]::text::bigint) from pg_tables where schemaname like 'tenant\\_%'"
rows() { kubectl -n "$namespace" exec -i "$1-1" -c postgres -- psql -At -d mechanicbuddy -c "$count"; }
before=$(rows "$id-postgresql")
after=$(rows "$drill")
printf '%s rows live, %s rows in the drill, after %s s\n' "$before" "$after" "$(($(date +%s) - started))"
[ "$after" -gt 0 ]
