import { at, type KubeObject, numberAt, treeAt, treesAt } from "./object.ts";

type Column = [name: string, cell: (object: KubeObject) => unknown];

const count = (object: KubeObject, ...path: string[]) => numberAt(object, 0, ...path);
const isTrue = (object: KubeObject, type: string) =>
  String(treesAt(object, "status", "conditions").find((condition) => condition.type === type)?.status ?? "");
const ports = (object: KubeObject) =>
  treesAt(object, "spec", "ports")
    .map(({ port, protocol = "TCP" }) => `${port}/${protocol}`)
    .join(",");

const columns: Record<string, Column[]> = {
  Namespace: [["Status", (object) => at(object, "status", "phase")]],
  Pod: [
    [
      "Ready",
      (object) => {
        const statuses = treesAt(object, "status", "containerStatuses");
        return `${statuses.filter(({ ready }) => ready).length}/${statuses.length}`;
      },
    ],
    [
      "Status",
      (object) =>
        at(treesAt(object, "status", "containerStatuses")[0], "state", "waiting", "reason") ??
        (at(object, "status", "phase") === "Succeeded" ? "Completed" : at(object, "status", "phase")),
    ],
    ["Restarts", () => "0"],
  ],
  Deployment: [
    ["Ready", (object) => `${count(object, "status", "readyReplicas")}/${count(object, "spec", "replicas")}`],
    ["Up-to-date", (object) => count(object, "status", "updatedReplicas")],
    ["Available", (object) => count(object, "status", "availableReplicas")],
  ],
  ReplicaSet: [
    ["Desired", (object) => count(object, "spec", "replicas")],
    ["Current", (object) => count(object, "status", "replicas")],
    ["Ready", (object) => count(object, "status", "readyReplicas")],
  ],
  Job: [
    ["Status", (object) => (isTrue(object, "Complete") ? "Complete" : isTrue(object, "Failed") ? "Failed" : "Running")],
    ["Completions", (object) => `${count(object, "status", "succeeded")}/${count(object, "spec", "completions")}`],
  ],
  Service: [
    ["Type", (object) => at(object, "spec", "type")],
    ["Cluster-IP", (object) => at(object, "spec", "clusterIP")],
    ["External-IP", () => "<none>"],
    ["Port(s)", ports],
  ],
  Ingress: [
    ["Class", (object) => at(object, "spec", "ingressClassName") ?? "<none>"],
    [
      "Hosts",
      (object) =>
        treesAt(object, "spec", "rules")
          .map(({ host }) => host)
          .join(","),
    ],
    ["Ports", (object) => (treesAt(object, "spec", "tls").length > 0 ? "80, 443" : "80")],
  ],
  Secret: [
    ["Type", (object) => object.type],
    ["Data", (object) => Object.keys(treeAt(object, "data")).length],
  ],
  Cluster: [
    ["Instances", (object) => count(object, "spec", "instances")],
    ["Ready", (object) => count(object, "status", "readyInstances")],
    ["Status", (object) => at(object, "status", "phase")],
    ["Primary", (object) => at(object, "status", "currentPrimary")],
  ],
  Certificate: [
    ["Ready", (object) => isTrue(object, "Ready")],
    ["Secret", (object) => at(object, "spec", "secretName")],
  ],
};

/** What `kubectl get` prints: rows and columns instead of objects. */
export function tableOf(kind: string, objects: KubeObject[], version: string, include: string | null) {
  const shown: Column[] = [["Name", ({ metadata }) => metadata.name], ...(columns[kind] ?? []), ["Age", age]];
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: { resourceVersion: version },
    columnDefinitions: shown.map(([name]) => ({
      name,
      type: "string",
      format: name === "Name" ? "name" : "",
      description: "",
      priority: 0,
    })),
    rows: objects.map((object) => ({
      cells: shown.map(([, cell]) => cell(object) ?? ""),
      object:
        include === "Object"
          ? object
          : { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata },
    })),
  };
}

function age({ metadata }: KubeObject): string {
  const seconds = Math.floor((Date.now() - Date.parse(metadata.creationTimestamp ?? "")) / 1000);
  return seconds < 120
    ? `${seconds}s`
    : seconds < 7200
      ? `${Math.floor(seconds / 60)}m`
      : `${Math.floor(seconds / 3600)}h`;
}
