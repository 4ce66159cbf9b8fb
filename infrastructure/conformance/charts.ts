import { join } from "node:path";
import { inPairs } from "./check.ts";
import { type KubeObject, parseObjects } from "./objects.ts";
import { helm, root } from "./programs.ts";

export type Chart = "mechanicbuddy-system" | "mechanicbuddy-free-tier" | "mechanicbuddy-tenant";

export const chartFolder = (chart: Chart) => join(root, "infrastructure/helm/charts", chart);
/** A values file as the guide prints it. */
export const guideFile = (name: string) => join(import.meta.dirname, "guide", name);

export interface Case {
  name: string;
  chart: Chart;
  namespace: string;
  /** Values files, later ones win. */
  files: string[];
  /** `--set` pairs. */
  set: string[];
  /** Kinds the cluster has beyond Kubernetes' own. */
  apiVersions?: string[];
}

const system = (name: string, files: string[], set: string[] = [], apiVersions?: string[]): Case => ({
  name: `system, ${name}`,
  chart: "mechanicbuddy-system",
  namespace: "mechanicbuddy-system",
  files,
  set,
  ...(apiVersions && { apiVersions }),
});
const freeTier = (name: string, files: string[], set: string[] = []): Case => ({
  name: `free tier, ${name}`,
  chart: "mechanicbuddy-free-tier",
  namespace: "mechanicbuddy-free-tier",
  files,
  set,
});
const tenant = (name: string, files: string[], set: string[] = []): Case => ({
  name: `tenant, ${name}`,
  chart: "mechanicbuddy-tenant",
  namespace: "tenant-acme",
  files,
  set,
});
const freeTierFile = (name: string) => join(chartFolder("mechanicbuddy-free-tier"), name);
/** The values file of a tier. */
export const tierFile = (tier: string) => join(chartFolder("mechanicbuddy-tenant"), "values", `${tier}.yaml`);
const store = (prefix: string) => [
  `${prefix}.objectStore.destinationPath=s3://backups/one`,
  `${prefix}.objectStore.existingSecret=backup-store`,
];
const acme = ["tenant.id=acme", "tenant.name=ACME Auto"];

/** Everything the charts are installed with: what the guide prints, the tier files, and each switch turned the other way. */
export const cases: Case[] = [
  system("first printing of the guide", [guideFile("production-values.yaml")]),
  system("second printing of the guide", [guideFile("management-production-values.yaml")]),
  system(
    "everything on",
    [guideFile("management-production-values.yaml")],
    [
      ...store("postgresql.backup"),
      "clusterIssuers.create=true",
      "clusterIssuers.email=operator@example.com",
      "cloudflare.zoneId=zone",
      "email.host=smtp.example.com",
      "email.fromAddress=noreply@example.com",
      "ingress.tls.wildcard=true",
      "managementPortal.autoscaling.enabled=true",
      "monitoring.enabled=true",
      "resourceQuota.enabled=true",
      "tenants.storageClass=fast",
    ],
    ["postgresql.cnpg.io/v1/Database"],
  ),
  system(
    "everything elsewhere",
    [],
    [
      "postgresql.enabled=false",
      "postgresql.external.host=db.example.com",
      "postgresql.external.secret=platform-owner",
      "secrets.existingSecret=platform",
      "ingress.enabled=false",
      "ingress.tls.clusterIssuer=",
      "limitRange.enabled=false",
      "migrations.enabled=false",
      "networkPolicy.enabled=false",
    ],
  ),
  freeTier("as the guide prints it", [freeTierFile("values.yaml"), guideFile("free-tier-values-production.yaml")]),
  freeTier("as shipped", [freeTierFile("values.yaml"), freeTierFile("values-production.yaml")]),
  freeTier(
    "with a cluster of its own",
    [],
    [
      "postgresql.cluster.enabled=true",
      "autoscaling.enabled=true",
      "ingress.enabled=true",
      "monitoring.enabled=true",
      "instanceId=free-tier-2",
    ],
  ),
  freeTier(
    "with an object store",
    [],
    [
      "postgresql.cluster.enabled=true",
      ...store("postgresql.backup"),
      "files.s3.bucket=uploads",
      "files.s3.existingSecret=uploads",
      "migrations.enabled=false",
      "secrets.dbAppPassword=runtime",
    ],
  ),
  tenant("as the guide prints it", [guideFile("tenant-acme-values.yaml")]),
  ...["demo", "free", "professional", "enterprise"].map((tier) => tenant(tier, [tierFile(tier)], acme)),
  tenant("with nothing but an id", [], ["tenant.id=acme"]),
  tenant(
    "everything on",
    [tierFile("enterprise")],
    [
      ...acme,
      ...store("postgresql.backup"),
      "postgresql.recovery.source=acme-postgresql",
      "postgresql.recovery.targetTime=2026-05-01 12:00:00+00",
      "autoscaling.enabled=true",
      "monitoring.enabled=true",
      "resourceQuota.enabled=true",
      "files.s3.bucket=uploads",
      "files.s3.existingSecret=uploads",
      "secrets.dbAppPassword=runtime",
    ],
  ),
];

export interface Rendered extends Case {
  text: string;
  objects: KubeObject[];
}

/** What helm would install. @param more arguments, such as one more values file */
export async function renderCase(one: Case, ...more: string[]): Promise<Rendered> {
  const text = await helm(
    "template",
    one.namespace.replace(/^tenant-/, "mechanicbuddy-tenant-"),
    chartFolder(one.chart),
    ...["--namespace", one.namespace, "--kube-version", "1.31.0"],
    ...one.files.flatMap((file) => ["--values", file]),
    ...one.set.flatMap((pair) => ["--set", pair]),
    ...(one.apiVersions ?? []).flatMap((kind) => ["--api-versions", kind]),
    ...more,
  );
  return { ...one, text, objects: parseObjects(text) };
}

let all: Promise<Rendered[]> | undefined;

/** All cases, rendered once. */
export function renderedCases(): Promise<Rendered[]> {
  all ??= inPairs(cases, (one) => renderCase(one));
  return all;
}

/** One of them by its name. */
export async function renderedCase(name: string): Promise<Rendered> {
  const one = (await renderedCases()).find((rendered) => rendered.name === name);
  if (one === undefined) throw new Error(`there is no case ${name}`);
  return one;
}
