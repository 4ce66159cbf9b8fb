import { randomBytes } from "node:crypto";
import { kindNamed } from "./kinds.ts";
import { at, type KubeObject, type OwnerReference, type Tree, treeAt, treesAt } from "./object.ts";
import type { Store } from "./store.ts";

const pods = kindNamed("Pod");

export const now = () => new Date().toISOString().replace(/\.\d+/, "");

/** Five letters, as Kubernetes appends them to names. */
export function suffix(): string {
  const letters = "bcdfghjklmnpqrstvwxz2456789";
  return [...randomBytes(5)].map((byte) => letters[byte % letters.length]).join("");
}

export function ownedBy({ apiVersion, kind, metadata }: KubeObject): OwnerReference {
  const { name, uid = "" } = metadata;
  return { apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true };
}

export function isOwnedBy({ metadata }: KubeObject, owner: KubeObject): boolean {
  return (metadata.ownerReferences ?? []).some(({ uid }) => uid === owner.metadata.uid);
}

export function podsOf(store: Store, owner: KubeObject): KubeObject[] {
  return store.list(pods, owner.metadata.namespace).filter((pod) => isOwnedBy(pod, owner));
}

/** A pod from a template, not started yet. */
export function addPod(store: Store, owner: KubeObject, name: string, template: Tree, labels: Tree = {}): KubeObject {
  const metadata = {
    name,
    namespace: owner.metadata.namespace,
    labels: { ...treeAt(template, "metadata", "labels"), ...labels } as Record<string, string>,
    annotations: treeAt(template, "metadata", "annotations") as Record<string, string>,
    ownerReferences: [ownedBy(owner)],
  };
  const spec = { ...treeAt(template, "spec"), nodeName: "node-1" };
  const born = { apiVersion: "v1", kind: "Pod", metadata, spec, status: {} };
  return store.add(pods, { ...born, status: statusOf(born, "Pending") });
}

/** @param reason why it does not run, such as `ImagePullBackOff` */
export function setPhase(
  store: Store,
  pod: KubeObject,
  phase: "Pending" | "Running" | "Succeeded" | "Failed",
  reason?: string,
): void {
  store.write(pods, { ...pod, status: statusOf(pod, phase, reason) });
}

/** What metrics-server would say of the pods that run: as much as they asked for. */
export function usageOf(pods: KubeObject[]): KubeObject[] {
  return pods
    .filter((pod) => phaseOf(pod) === "Running")
    .map(({ metadata: { name, namespace, labels, creationTimestamp }, spec }) => ({
      apiVersion: "metrics.k8s.io/v1beta1",
      kind: "PodMetrics",
      metadata: { name, namespace, labels, creationTimestamp },
      timestamp: now(),
      window: "15s",
      containers: treesAt(spec, "containers").map((container) => {
        const asked = treeAt(container, "resources", "requests");
        return { name: container.name, usage: { cpu: asked.cpu ?? "1m", memory: asked.memory ?? "1Mi" } };
      }),
    }));
}

export function phaseOf(pod: KubeObject): unknown {
  return at(pod, "status", "phase");
}

function statusOf(pod: Tree, phase: string, reason = "ContainerCreating"): Tree {
  const isReady = phase === "Running";
  const ended = (exitCode: number) => ({
    terminated: { exitCode, reason: exitCode === 0 ? "Completed" : reason, startedAt: now(), finishedAt: now() },
  });
  const state =
    phase === "Running"
      ? { running: { startedAt: now() } }
      : phase === "Pending"
        ? { waiting: { reason } }
        : ended(phase === "Succeeded" ? 0 : 1);
  const shown = ({ name, image }: Tree, one: Tree, ready: boolean) => ({
    ...{ name, image, imageID: String(image), containerID: `fake://${name}` },
    ...{ state: one, lastState: {}, ready, restartCount: 0, started: ready },
  });
  const conditions = ["PodScheduled", "Initialized", "ContainersReady", "Ready"].map((type, index) => ({
    ...{ type, status: index === 0 || (phase !== "Pending" && (index === 1 || isReady)) ? "True" : "False" },
    lastTransitionTime: now(),
  }));
  const started = treesAt(pod, "spec", "initContainers").map((container) =>
    shown(container, phase === "Pending" ? { waiting: { reason: "PodInitializing" } } : ended(0), phase !== "Pending"),
  );
  return {
    ...{
      phase,
      conditions,
      hostIP: "192.0.2.10",
      podIP: "10.244.0.10",
      podIPs: [{ ip: "10.244.0.10" }],
      startTime: now(),
      qosClass: "Burstable",
    },
    ...(started.length > 0 && { initContainerStatuses: started }),
    containerStatuses: treesAt(pod, "spec", "containers").map((container) => shown(container, state, isReady)),
  };
}
