import { beginRollout, endRollout } from "./deployments.ts";
import { type Kind, kindNamed } from "./kinds.ts";
import { at, type KubeObject, numberAt } from "./object.ts";
import { beginCluster, beginJob, bindClaim, endCertificate, endCluster, endJob } from "./operators.ts";
import type { Change, Store } from "./store.ts";

/** How an object turns out, when it does not simply become ready. */
export interface Outcome {
  kind: "Deployment" | "Job" | "Cluster" | "Certificate";
  name: string;
  /** Any when it is left out. */
  namespace?: string;
  /** Milliseconds until then; never with `Number.POSITIVE_INFINITY`. */
  afterMs?: number;
  /** Why it fails, such as `ImagePullBackOff` or `BackoffLimitExceeded`. */
  fails?: string;
}

interface Work {
  begin?: (store: Store, object: KubeObject) => void;
  end?: (store: Store, object: KubeObject, fails?: string) => void;
  /** Whether what is there has to be worked on again. */
  again: (object: KubeObject) => boolean;
}

const never = () => false;
const work: Record<string, Work> = {
  Deployment: {
    begin: beginRollout,
    end: endRollout,
    again: (object) => numberAt(object, 0, "status", "observedGeneration") !== object.metadata.generation,
  },
  Job: { begin: beginJob, end: endJob, again: never },
  Cluster: {
    begin: beginCluster,
    end: endCluster,
    again: (object) => {
      const ready = numberAt(object, -1, "status", "readyInstances");
      return ready >= 0 && ready !== numberAt(object, 1, "spec", "instances");
    },
  },
  Certificate: { end: endCertificate, again: never },
  PersistentVolumeClaim: { begin: bindClaim, again: never },
};

/** Does what a cluster's controllers do, so that objects become ready or fail. @returns how to stop and how to decide */
export function startControllers(store: Store, readyAfterMs: number) {
  const outcomes: Outcome[] = [];
  const timers = new Set<NodeJS.Timeout>();

  function later(delay: number, task: () => void): void {
    if (!Number.isFinite(delay)) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      task();
    }, delay);
    timers.add(timer);
  }

  const outcomeOf = (kind: Kind, { metadata }: KubeObject) =>
    outcomes.findLast(
      (outcome) =>
        outcome.kind === kind.kind &&
        outcome.name === metadata.name &&
        (outcome.namespace ?? metadata.namespace) === metadata.namespace,
    );

  function start(kind: Kind, { metadata }: KubeObject): void {
    const { begin, end } = work[kind.kind] ?? {};
    const find = () => {
      const object = store.find(kind, metadata.namespace, metadata.name);
      return object?.metadata.uid === metadata.uid ? object : undefined;
    };
    const object = find();
    if (object === undefined) return;
    begin?.(store, object);
    const { afterMs = readyAfterMs, fails } = outcomeOf(kind, object) ?? {};
    if (end === undefined) return;
    const generation = find()?.metadata.generation;
    later(afterMs, () => {
      const now = find();
      // A newer generation has an end of its own.
      if (now !== undefined && now.metadata.generation === generation) end(store, now, fails);
    });
  }

  function onChange({ type, kind, object }: Change): void {
    const own = work[kind.kind];
    if (own !== undefined && (type === "ADDED" || (type === "MODIFIED" && own.again(object))))
      later(0, () => {
        const now = store.find(kind, object.metadata.namespace, object.metadata.name);
        if (now !== undefined && (type === "ADDED" || own.again(now))) start(kind, now);
      });
    if (kind.kind === "Pod" && type === "DELETED") later(0, () => replacePod(object));
  }

  /** A pod somebody deleted comes back. */
  function replacePod({ metadata }: KubeObject): void {
    const set = store
      .list(kindNamed("ReplicaSet"), metadata.namespace)
      .find(({ metadata: { uid } }) => metadata.ownerReferences?.some((owner) => owner.uid === uid));
    const owner = set?.metadata.ownerReferences?.[0];
    if (set === undefined || owner === undefined) return;
    const deployment = store.find(kindNamed("Deployment"), metadata.namespace, owner.name);
    const missing = numberAt(set, 0, "spec", "replicas") > numberAt(set, 0, "status", "replicas") - 1;
    if (deployment !== undefined && missing && at(set, "spec", "replicas") !== 0)
      start(kindNamed("Deployment"), deployment);
  }

  const stopListening = store.listen(onChange);
  return {
    willBe: (outcome: Outcome) => void outcomes.push(outcome),
    stop: () => {
      stopListening();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
