import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type AlertCase, alertCases } from "./alert-series.ts";
import { type Check, holds, none } from "./check.ts";
import { root } from "./programs.ts";
import { numberFinder, withPromtool } from "./promtool.ts";

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

/** Every alert asks for numbers that somebody publishes, says how grave it is, and has a paragraph for whoever is called. */
async function alertsCanFire(): Promise<void> {
  const rules = rulesOf(await readFile(rulesFile, "utf8"));
  holds(rules.length > 0, "there are no alerts");
  const unknownIn = await numberFinder();
  const page = await runbook();
  none(
    rules.flatMap(({ alert, expr, labels, annotations }) => [
      ...unknownIn(expr).map((word) => `${alert} asks for ${word}, which nobody publishes`),
      ...(["page", "warn"].includes(labels.severity) ? [] : [`${alert} does not say how grave it is`]),
      ...(annotations.summary.endsWith(".") ? [] : [`${alert} has no sentence`]),
      ...(page.includes(`**${alert}**`) ? [] : [`${alert} has no paragraph for whoever is called`]),
      ...(alertCases.some((one) => one.alert === alert) ? [] : [`${alert} fires on no made-up numbers`]),
    ]),
  );
}

async function runbook(): Promise<string> {
  const docs = join(root, "docs");
  const pages = (await readdir(docs)).filter((name) => name === "kubernetes.md" || name === "deployment.md");
  return (await Promise.all(pages.map((name) => readFile(join(docs, name), "utf8")))).join("\n");
}

/** Prometheus' own program reads the rules, and each fires on made-up numbers and only then. */
async function alertsFire(): Promise<void> {
  const text = await readFile(rulesFile, "utf8");
  const rules = rulesOf(text);
  const tests = alertCases.flatMap((one) => {
    const rule = rules.find(({ alert }) => alert === one.alert);
    holds(rule, `there is no alert ${one.alert} any more`);
    return [testOf(one, one.fires, expected(rule, one.labels)), testOf(one, one.quiet)];
  });
  await withPromtool(async (promtool, folder) => {
    await writeFile(join(folder, "rules.yaml"), text);
    await writeFile(join(folder, "tests.yaml"), stringify({ rule_files: ["rules.yaml"], tests }));
    await promtool("check", "rules", "rules.yaml");
    await promtool("test", "rules", "tests.yaml");
  });
}

function testOf({ alert, at }: AlertCase, series: Record<string, string>, ...alerts: object[]) {
  const input_series = Object.entries(series).map(([name, values]) => ({ series: name, values }));
  return { interval: "1m", input_series, alert_rule_test: [{ eval_time: at, alertname: alert, exp_alerts: alerts }] };
}

function expected({ labels, annotations }: Rule, carried: Record<string, string>) {
  const said = (_all: string, name: string) => carried[name] ?? "";
  const summary = annotations.summary.replace(/\{\{ \$labels\.(\w+) \}\}/g, said);
  return { exp_labels: { ...carried, ...labels }, exp_annotations: { summary } };
}

export const checks: Check[] = [
  { row: "alerts", run: alertsCanFire },
  { row: "alerts", run: alertsFire },
];
