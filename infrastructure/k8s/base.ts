import { join } from "node:path";
import { stringify } from "yaml";
import { type Case, renderCase } from "../conformance/charts.ts";
import type { KubeObject } from "../conformance/objects.ts";

const values = (name: string) => join(import.meta.dirname, "values", `${name}.yaml`);
const platform = { name: "base", chart: "mechanicbuddy-system", namespace: "mechanicbuddy-system" } as const;
const workshop = { name: "base", chart: "mechanicbuddy-free-tier", namespace: "mechanicbuddy-system" } as const;
const system: Case = { ...platform, files: [values("system")], set: [] };
const monitored: Case = { ...system, set: ["monitoring.enabled=true"] };

/** Kinds that a Prometheus operator or a newer Kubernetes must know; they are components. */
const optional = ["ServiceMonitor", "PrometheusRule", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"];
/** Names of the shared workshop here, by those of the chart it comes from. */
const renamed: [RegExp, string][] = [
  [/^free-tier-(api|web)$/, "mechanicbuddy-$1"],
  [/^free-tier-config$/, "mechanicbuddy-workshop-config"],
  [/^free-tier-tls$/, "mechanicbuddy-tls"],
  [/^http:\/\/free-tier-api:/, "http://mechanicbuddy-api:"],
];

/** Path below `infrastructure/k8s` and text of everything that comes from the charts. */
export async function baseFiles(): Promise<[string, string][]> {
  const own = (await renderCase(system)).objects.map(plain);
  const shared = (await renderCase({ ...workshop, files: [values("workshop")], set: [] })).objects;
  const watched = (await renderCase(monitored)).objects.map(plain);
  const ofKinds = (objects: KubeObject[], ...kinds: string[]) => objects.filter(({ kind }) => kinds.includes(kind));
  return [
    ["base/system.yaml", written(own.filter(({ kind }) => !optional.includes(kind)))],
    ["base/workshop.yaml", written(workshopObjects(shared))],
    ["components/monitoring/monitoring.yaml", written(ofKinds(watched, "ServiceMonitor", "PrometheusRule"))],
    ["components/admission-policy/policy.yaml", written(ofKinds(own, ...optional.slice(2)))],
  ];
}

/** Deployments migrate by their init containers, as a Job cannot be applied again with a new tag. */
function workshopObjects(objects: KubeObject[]): KubeObject[] {
  const dropped = ["free-tier-deny", "free-tier-dns", "free-tier-migration"];
  return objects
    .filter(({ kind, metadata }) => kind !== "Job" && !dropped.includes(metadata.name))
    .map((object) => rewritten(plain(object)) as KubeObject);
}

/** Without what only Helm reads, and without the namespace, which an overlay's patches would have to repeat. */
function plain(object: KubeObject): KubeObject {
  const { labels = {}, annotations = {}, namespace: _namespace, ...metadata } = object.metadata;
  const kept = Object.fromEntries(Object.entries(annotations).filter(([name]) => !name.startsWith("helm.sh/")));
  const { "helm.sh/chart": _chart, "app.kubernetes.io/managed-by": _manager, ...others } = labels;
  return {
    ...object,
    metadata: { ...metadata, labels: others, ...(Object.keys(kept).length === 0 ? {} : { annotations: kept }) },
  };
}

function rewritten(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, key));
  if (typeof value === "object" && value !== null) {
    // Whoever was in the platform's namespace is in the same one here, whatever an overlay calls it.
    const namespace = (value as { namespaceSelector?: { matchLabels?: Record<string, string> } }).namespaceSelector;
    if (namespace?.matchLabels?.["kubernetes.io/metadata.name"] === "mechanicbuddy-system") return { podSelector: {} };
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, rewritten(child, name)]));
  }
  if (typeof value !== "string") return value;
  if (value === "free-tier" && key === "serviceAccountName") return "mechanicbuddy-workshop";
  if (value === "free-tier" && (key === "name" || key === "app")) return "mechanicbuddy-workshop";
  const [pattern, name] = renamed.find(([pattern]) => pattern.test(value)) ?? [];
  return pattern === undefined || name === undefined ? value : value.replace(pattern, name);
}

function written(objects: KubeObject[]): string {
  const sorted = [...objects].sort((a, b) => sortKey(a).localeCompare(sortKey(b), "en"));
  const head = "# Written by `npm run k8s:base` from the charts; change those.\n";
  return head + sorted.map((object) => stringify(object, { lineWidth: 0 })).join("---\n");
}

const sortKey = ({ kind, metadata }: KubeObject) => `${kind} ${metadata.name}`;
