import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { type AlertCase, alertCases } from "./alert-series.ts";
import { type Check, holds, none, Skipped } from "./check.ts";
import { root } from "./programs.ts";

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string };
}

const rulesFile = join(root, "infrastructure/prometheus/mechanicbuddy.rules.yaml");

function rulesOf(text: string): Rule[] {
  return (parse(text) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
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
  const rules = rulesOf(await readFile(rulesFile, "utf8"));
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

/** Prometheus' own program reads the rules, and each fires on made-up numbers and only then. */
async function alertsFire(): Promise<void> {
  const program = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "promtool"))
    .find(existsSync);
  if (program === undefined) throw new Skipped("promtool is not there: it comes with Debian's package prometheus");
  const folder = await mkdtemp(join(tmpdir(), "alerts-"));
  try {
    const text = await readFile(rulesFile, "utf8");
    const rules = rulesOf(text);
    const untried = rules.filter(({ alert }) => !alertCases.some((one) => one.alert === alert));
    none(untried.map(({ alert }) => `${alert} fires on no made-up numbers`));
    await writeFile(join(folder, "rules.yaml"), text);
    const tests = alertCases.flatMap((one) => {
      const rule = rules.find(({ alert }) => alert === one.alert);
      holds(rule, `there is no alert ${one.alert} any more`);
      return [testOf(one, one.fires, expected(rule, one.labels)), testOf(one, one.quiet)];
    });
    await writeFile(join(folder, "tests.yaml"), stringify({ rule_files: ["rules.yaml"], tests }));
    for (const args of [
      ["check", "rules", "rules.yaml"],
      ["test", "rules", "tests.yaml"],
    ])
      await promisify(execFile)(program, args, { cwd: folder }).catch((error: { stdout?: string; stderr?: string }) => {
        throw new Error(`${error.stderr ?? ""}${error.stdout ?? ""}`.trim() || String(error));
      });
  } finally {
    await rm(folder, { recursive: true });
  }
}

function testOf({ alert, at }: AlertCase, series: Record<string, string>, ...alerts: object[]) {
  const input_series = Object.entries(series).map(([name, values]) => ({ series: name, values }));
  return { interval: "1m", input_series, alert_rule_test: [{ eval_time: at, alertname: alert, exp_alerts: alerts }] };
}

function expected({ labels, annotations }: Rule, carried: Record<string, string>) {
  const summary = annotations.summary.replace(
    /\{\{ \$labels\.(\w+) \}\}/g,
    (_all, name: string) => carried[name] ?? "",
  );
  return { exp_labels: { ...carried, ...labels }, exp_annotations: { summary } };
}

export const checks: Check[] = [
  { row: "alerts", run: alertsCanFire },
  { row: "alerts", run: alertsFire },
];
