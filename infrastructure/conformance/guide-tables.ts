import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { type Chart, chartFolder, renderedCase } from "./charts.ts";
import { type Check, holds, none } from "./check.ts";
import { helmLines } from "./guide-lines.ts";
import { cellsOf, guideText, partsOf } from "./guide-text.ts";
import { find } from "./objects.ts";

async function table(heading: string): Promise<string[][]> {
  const part = partsOf(await guideText()).find((one) => one.kind === "table" && one.heading === heading);
  if (part === undefined) throw new Error(`the guide has no table under ${heading}`);
  return cellsOf(part);
}

const hours: Record<string, string> = { Daily: "0 2 * * *", Hourly: "0 * * * *" };

/** Pods, instances, disk and backups of a tier are those of the guide's line about it. */
async function tiersAreAsPrinted(): Promise<void> {
  const faults: string[] = [];
  for (const [tier = "", api, web, database = "", disk, backup = ""] of await table("Resource Allocation by Tier")) {
    const { objects } = await renderedCase(`tenant, ${tier.toLowerCase()}`);
    const cluster = find(objects, "Cluster", "acme-postgresql").spec;
    const found = [
      find(objects, "Deployment", "acme-api").spec.replicas,
      find(objects, "Deployment", "acme-web").spec.replicas,
      cluster.instances,
      cluster.storage.size,
      objects.find(({ kind }) => kind === "CronJob")?.spec.schedule,
    ];
    const wanted = [Number(api), Number(web), Number.parseInt(database, 10), disk, hours[backup]];
    if (found.join() !== wanted.join()) faults.push(`${tier} is ${found.join()} instead of ${wanted.join()}`);
  }
  none(faults);
}

/** Namespaces, charts and limits of the comparison are those that are installed. */
async function namesAreAsPrinted(): Promise<void> {
  const used = new Set(helmLines.flatMap(({ line }) => /-n (\S+)/.exec(line)?.[1] ?? []));
  const lines = await table("Deployment Type Comparison");
  const namespaces = [...(await table("Namespaces")).map(([name = ""]) => name), ...(lines[0] ?? []).slice(1)];
  const charts = [...(await table("Helm Charts")).map(([name = ""]) => name), ...(lines[5] ?? []).slice(1)];
  none([
    ...namespaces
      .map((name) => name.replace("{tenantId}", "acme"))
      .filter((name) => !used.has(name))
      .map((name) => `nothing is installed in ${name}`),
    ...charts
      .filter((name) => !existsSync(join(chartFolder(name as Chart), "Chart.yaml")))
      .map((name) => `there is no chart ${name}`),
  ]);
  const values = parse(await readFile(join(chartFolder("mechanicbuddy-free-tier"), "values.yaml"), "utf8"));
  holds(lines[4]?.[1] === `${values.maxTenants} per instance`, "a shared instance takes another number of workshops");
  holds(
    lines[1]?.[1] === `Shared (${values.api.replicas}x API, ${values.web.replicas}x Web)`,
    "a shared instance has other pods",
  );
}

export const checks: Check[] = [
  { row: "tier-files", run: tiersAreAsPrinted },
  { row: "comparison", run: namesAreAsPrinted },
];
