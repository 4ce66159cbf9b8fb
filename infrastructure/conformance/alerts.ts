import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type AlertCase, alertCases } from "./alert-series.ts";
import { mateAlertCases } from "./alert-series-mate.ts";
import { type Check, holds, none } from "./check.ts";
import { root } from "./programs.ts";
import { numberFinder, withPromtool } from "./promtool.ts";

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string; owner?: string };
  annotations: { summary: string };
}

/** A file of rules with the numbers they are tried on and the pages that say what to do. */
interface RuleSet {
  file: string;
  cases: AlertCase[];
  pages: string[];
}

const ruleSets: RuleSet[] = [
  {
    file: "infrastructure/prometheus/mechanicbuddy.rules.yaml",
    cases: alertCases,
    pages: ["docs/kubernetes.md", "docs/deployment.md"],
  },
  {
    file: "infrastructure/mechanics-mate/alerts.yml",
    cases: mateAlertCases,
    pages: ["docs/mechanics-mate-runbook.md"],
  },
];

function rulesOf(text: string): Rule[] {
  return (parse(text) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
}

/** Every alert asks for numbers that somebody publishes, says how grave it is, and has a paragraph for whoever is called. */
async function alertsCanFire({ file, cases, pages }: RuleSet): Promise<void> {
  const rules = rulesOf(await readFile(join(root, file), "utf8"));
  holds(rules.length > 0, "there are no alerts");
  const unknownIn = await numberFinder();
  const texts = await Promise.all(pages.map((page) => readFile(join(root, page), "utf8")));
  const page = texts.join("\n");
  none(
    rules.flatMap(({ alert, expr, labels, annotations }) => [
      ...unknownIn(expr).map((word) => `${alert} asks for ${word}, which nobody publishes`),
      ...(["page", "warn"].includes(labels.severity) ? [] : [`${alert} does not say how grave it is`]),
      ...(annotations.summary.endsWith(".") ? [] : [`${alert} has no sentence`]),
      ...(page.includes(`**${alert}**`) ? [] : [`${alert} has no paragraph for whoever is called`]),
      ...(cases.some((one) => one.alert === alert) ? [] : [`${alert} fires on no made-up numbers`]),
    ]),
  );
}

/** Prometheus' own program reads the rules, and each fires on made-up numbers and only then. */
async function alertsFire({ file, cases }: RuleSet): Promise<void> {
  const text = await readFile(join(root, file), "utf8");
  const rules = rulesOf(text);
  const tests = cases.flatMap((one) => {
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

export const checks: Check[] = ruleSets.flatMap((set) => [
  { row: "alerts", run: () => alertsCanFire(set) },
  { row: "alerts", run: () => alertsFire(set) },
]);
