import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { type Check, holds, none } from "./check.ts";
import { root } from "./programs.ts";

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string };
}

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
];

/** Every alert asks for numbers that somebody publishes, says how grave it is, and has a paragraph for whoever is called. */
async function alertsCanFire(): Promise<void> {
  const text = await readFile(join(root, "infrastructure/prometheus/mechanicbuddy.rules.yaml"), "utf8");
  const rules = (parse(text) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
  holds(rules.length > 0, "there are no alerts");
  const source = await readFile(join(root, "packages/platform/src/metrics.ts"), "utf8");
  const own = [...source.matchAll(/name: "([a-z_]+)"/g)].flatMap(([, name = ""]) => [
    name,
    `${name}_count`,
    `${name}_bucket`,
  ]);
  const page = await runbook();
  none(
    rules.flatMap(({ alert, expr, labels, annotations }) => {
      // What is in braces or quotes is a label, what stands before a parenthesis a function.
      const words =
        expr.replace(/\{[^}]*\}|"[^"]*"|by \([^)]*\)|ignoring\([^)]*\)/g, " ").match(/[a-z][a-z0-9_]{5,}(?!\w*\()/g) ??
        [];
      const unknown = words.filter(
        (word) => word.includes("_") && ![...own, ...others].includes(word) && !functions.includes(word),
      );
      return [
        ...unknown.map((word) => `${alert} asks for ${word}, which nobody publishes`),
        ...(["page", "warn"].includes(labels.severity) ? [] : [`${alert} does not say how grave it is`]),
        ...(annotations.summary.endsWith(".") ? [] : [`${alert} has no sentence`]),
        ...(page.includes(`**${alert}**`) ? [] : [`${alert} has no paragraph for whoever is called`]),
      ];
    }),
  );
}
const functions = ["histogram_quantile", "predict_linear"];

async function runbook(): Promise<string> {
  const docs = join(root, "docs");
  const pages = (await readdir(docs)).filter((name) => name === "kubernetes.md" || name === "deployment.md");
  return (await Promise.all(pages.map((name) => readFile(join(docs, name), "utf8")))).join("\n");
}

export const checks: Check[] = [{ row: "alerts", run: alertsCanFire }];
