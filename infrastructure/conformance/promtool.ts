import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { Skipped } from "./check.ts";
import { root } from "./programs.ts";

const run = promisify(execFile);

/** Numbers other programs publish: the operator of PostgreSQL, kube-state-metrics, the kubelet, cert-manager, Node's own. */
const others = [
  "cnpg_collector_up",
  "cnpg_collector_last_available_backup_timestamp",
  "cnpg_pg_replication_lag",
  "cnpg_backends_total",
  "cnpg_pg_settings_setting",
  "kube_deployment_status_replicas_available",
  "kube_cronjob_status_last_successful_time",
  "kube_pod_container_status_restarts_total",
  "kube_resourcequota",
  "kubelet_volume_stats_used_bytes",
  "kubelet_volume_stats_capacity_bytes",
  "kubelet_volume_stats_available_bytes",
  "certmanager_certificate_expiration_timestamp_seconds",
  "nodejs_eventloop_lag_p99_seconds",
  "process_resident_memory_bytes",
  "process_cpu_seconds_total",
  "probe_ssl_earliest_cert_expiry",
];
/** Where our own are made. */
const published = [
  "packages/platform/src/metrics.ts",
  "apps/workshop-api/src/gauges.ts",
  "apps/management-api/src/gauges.ts",
  "apps/mechanics-mate/src/server/gauges.ts",
];
const functions = ["histogram_quantile", "predict_linear"];

/** Finds the numbers an expression asks for and nobody publishes. */
export async function numberFinder(): Promise<(expr: string) => string[]> {
  const sources = await Promise.all(published.map((file) => readFile(join(root, file), "utf8")));
  const own = [...sources.join("\n").matchAll(/(?:name: |\bgauges?\(\s*)"([a-z_]+)"/g)].flatMap(([, name = ""]) => [
    name,
    `${name}_count`,
    `${name}_bucket`,
  ]);
  const known = [...own, ...others, ...functions];
  return (expr) => {
    // What is in braces or quotes is a label, what stands before a parenthesis a function.
    const bare = expr.replace(/\{[^}]*\}|"[^"]*"|by \([^)]*\)|ignoring\([^)]*\)/g, " ");
    const words = bare.match(/[a-z][a-z0-9_]{5,}(?!\w*\()/g) ?? [];
    return words.filter((word) => word.includes("_") && !known.includes(word));
  };
}

type Promtool = (...args: string[]) => Promise<void>;

/** Prometheus' own program, in a folder to write into. @throws Skipped where it is not installed */
export async function withPromtool(work: (promtool: Promtool, folder: string) => Promise<void>): Promise<void> {
  const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "promtool"));
  const program = places.find((place) => existsSync(place));
  if (program === undefined) throw new Skipped("promtool is not there: it comes with Debian's package prometheus");
  const folder = await mkdtemp(join(tmpdir(), "promtool-"));
  try {
    await work(async (...args) => {
      await run(program, args, { cwd: folder }).catch((error: { stdout?: string; stderr?: string }) => {
        throw new Error(`${error.stderr ?? ""}${error.stdout ?? ""}`.trim() || String(error));
      });
    }, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
