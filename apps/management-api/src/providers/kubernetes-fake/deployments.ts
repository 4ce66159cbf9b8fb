import { createHash } from "node:crypto";
import { kindNamed } from "./kinds.ts";
import { isSame, isTree, type KubeObject, numberAt, type Tree, treeAt, treesAt } from "./object.ts";
import { addPod, isOwnedBy, now, ownedBy, phaseOf, podsOf, setPhase, suffix } from "./pods.ts";
import type { Store } from "./store.ts";

const deployments = kindNamed("Deployment");
const replicaSets = kindNamed("ReplicaSet");
const pods = kindNamed("Pod");
const revision = "deployment.kubernetes.io/revision";

/** Pods for the newest template beside the ones that serve; they start later. */
export function beginRollout(store: Store, deployment: KubeObject): void {
  const current = replicaSetOf(store, deployment);
  const wanted = numberAt(deployment, 1, "spec", "replicas");
  const there = podsOf(store, current);
  for (let count = there.length; count < wanted; count++)
    addPod(store, current, `${current.metadata.name}-${suffix()}`, treeAt(current, "spec", "template"));
  for (const { metadata } of there.slice(wanted)) store.remove(pods, metadata.namespace, metadata.name);
  showSize(store, current, wanted);
  report(store, deployment, { type: "Progressing", status: "True", reason: "ReplicaSetUpdated" });
}

/** They serve; the pods of older templates go. @param fails why they do not start instead */
export function endRollout(store: Store, deployment: KubeObject, fails?: string): void {
  const current = replicaSetOf(store, deployment);
  for (const pod of podsOf(store, current)) {
    if (fails !== undefined && phaseOf(pod) !== "Running") setPhase(store, pod, "Pending", fails);
    else if (phaseOf(pod) !== "Running") setPhase(store, pod, "Running");
  }
  if (fails !== undefined) {
    report(store, deployment, { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" });
    return;
  }
  for (const older of replicaSetsOf(store, deployment)) {
    if (older.metadata.name === current.metadata.name) continue;
    for (const { metadata } of podsOf(store, older)) store.remove(pods, metadata.namespace, metadata.name);
    showSize(store, older, 0);
  }
  showSize(store, current, numberAt(deployment, 1, "spec", "replicas"));
  report(store, deployment, { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable" });
}

function replicaSetsOf(store: Store, deployment: KubeObject): KubeObject[] {
  return store.list(replicaSets, deployment.metadata.namespace).filter((set) => isOwnedBy(set, deployment));
}

/** The set of the newest template; an older one that fits is taken up again, as a rollback does. */
function replicaSetOf(store: Store, deployment: KubeObject): KubeObject {
  const { name, namespace } = deployment.metadata;
  const template = treeAt(deployment, "spec", "template");
  const hash = createHash("sha256")
    .update(JSON.stringify(sorted(template)))
    .digest("hex")
    .slice(0, 10);
  const all = replicaSetsOf(store, deployment);
  const newest = Math.max(0, ...all.map(revisionOf));
  const found = all.find(({ metadata }) => metadata.name === `${name}-${hash}`);
  if (found !== undefined) {
    if (revisionOf(found) === newest) return found;
    const annotations = { ...found.metadata.annotations, [revision]: String(newest + 1) };
    return store.write(replicaSets, { ...found, metadata: { ...found.metadata, annotations } });
  }
  const labels = { ...treeAt(template, "metadata", "labels"), "pod-template-hash": hash } as Record<string, string>;
  return store.add(replicaSets, {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      ...{ name: `${name}-${hash}`, namespace, labels },
      annotations: { [revision]: String(newest + 1) },
      ownerReferences: [ownedBy(deployment)],
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...treeAt(template, "metadata"), labels } },
    },
  });
}

const revisionOf = ({ metadata }: KubeObject) => Number(metadata.annotations?.[revision] ?? 0);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isTree(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name])]),
  );
}

function showSize(store: Store, { metadata }: KubeObject, replicas: number): void {
  const set = store.get(replicaSets, metadata.namespace, metadata.name);
  const own = podsOf(store, set);
  const ready = own.filter((pod) => phaseOf(pod) === "Running").length;
  const spec = { ...treeAt(set, "spec"), replicas };
  const status = {
    replicas: own.length,
    fullyLabeledReplicas: own.length,
    readyReplicas: ready,
    availableReplicas: ready,
  };
  const { generation = 1 } = set.metadata;
  const observedGeneration = numberAt(set, 0, "spec", "replicas") === replicas ? generation : generation + 1;
  store.write(replicaSets, { ...set, spec, status: { ...status, observedGeneration } });
}

function report(store: Store, { metadata }: KubeObject, progress: Tree): void {
  const deployment = store.get(deployments, metadata.namespace, metadata.name);
  const current = replicaSetOf(store, deployment);
  const all = replicaSetsOf(store, deployment).flatMap((set) => podsOf(store, set));
  const ready = all.filter((pod) => phaseOf(pod) === "Running").length;
  const wanted = numberAt(deployment, 1, "spec", "replicas");
  const available = { type: "Available", status: ready >= wanted ? "True" : "False", reason: "MinimumReplicas" };
  const status = {
    observedGeneration: deployment.metadata.generation,
    replicas: all.length,
    updatedReplicas: podsOf(store, current).length,
    readyReplicas: ready,
    availableReplicas: ready,
    unavailableReplicas: Math.max(0, all.length - ready),
    conditions: [available, progress].map((condition) => timed(deployment, condition)),
  };
  const annotations = { ...deployment.metadata.annotations, [revision]: String(revisionOf(current)) };
  store.write(deployments, { ...deployment, metadata: { ...deployment.metadata, annotations }, status });
}

/** A condition keeps its times as long as it says the same. */
function timed(deployment: KubeObject, condition: Tree): Tree {
  const held = treesAt(deployment, "status", "conditions").find(({ type }) => type === condition.type);
  const { lastTransitionTime, lastUpdateTime, ...said } = held ?? {};
  const times = isSame(said, condition)
    ? { lastTransitionTime, lastUpdateTime }
    : { lastTransitionTime: now(), lastUpdateTime: now() };
  return { ...condition, ...times };
}
