import { readFile } from "node:fs/promises";
import { plans, tiers } from "@mechanicbuddy/contract/plans";
import { parse } from "yaml";
import { renderedCase, tierFile } from "./charts.ts";
import { type Check, none } from "./check.ts";
import { find } from "./objects.ts";

/** The table of the guide and of the specification: pods, instances, disk, backups. */
const table: Record<string, { pods: number; instances: number; disk: string; backup: [string, number] | undefined }> = {
  demo: { pods: 1, instances: 1, disk: "5Gi", backup: undefined },
  free: { pods: 1, instances: 1, disk: "5Gi", backup: ["0 2 * * *", 3] },
  professional: { pods: 2, instances: 1, disk: "20Gi", backup: ["0 2 * * *", 7] },
  enterprise: { pods: 3, instances: 3, disk: "50Gi", backup: ["0 * * * *", 30] },
};

/** What a tier's values file installs is what its plan promises. */
async function tierFaults(tier: (typeof tiers)[number]): Promise<string[]> {
  const faults: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown) => {
    if (found !== wanted) faults.push(`${tier}: ${what} is ${found} instead of ${wanted}`);
  };
  const wanted = table[tier];
  if (wanted === undefined) return [`${tier}: the table has no such tier`];
  const values = parse(await readFile(tierFile(tier), "utf8"));
  const { objects } = await renderedCase(`tenant, ${tier}`);
  for (const name of ["acme-api", "acme-web"])
    expect(`pods of ${name}`, find(objects, "Deployment", name).spec.replicas, wanted.pods);
  const cluster = find(objects, "Cluster", "acme-postgresql").spec;
  expect("instances of PostgreSQL", cluster.instances, wanted.instances);
  expect(
    "spread of PostgreSQL",
    cluster.affinity.podAntiAffinityType,
    wanted.instances >= 3 ? "required" : "preferred",
  );
  expect("disk", cluster.storage.size, wanted.disk);
  const dump = objects.find(({ kind }) => kind === "CronJob");
  expect("schedule of backups", dump?.spec.schedule, wanted.backup?.[0]);
  expect("days of backups", wanted.backup && values.postgresql.backup.retentionDays, wanted.backup?.[1]);
  expect("seats", values.billing.mechanicLimit, plans[tier].limits.mechanicLimit);
  expect("tier", values.tenant.tier, tier);
  return faults;
}

export const checks: Check[] = [
  { row: "tier-files", run: async () => none((await Promise.all(tiers.map(tierFaults))).flat()) },
];
