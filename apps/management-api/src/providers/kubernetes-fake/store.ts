import { randomUUID } from "node:crypto";
import { allKinds, groupVersionOf, type Kind } from "./kinds.ts";
import { isSame, type KubeObject, treesAt } from "./object.ts";
import type { Managers } from "./ownership.ts";
import { alreadyExists, modified, notFound, Refusal } from "./refusal.ts";

export interface Change {
  type: "ADDED" | "MODIFIED" | "DELETED";
  kind: Kind;
  object: KubeObject;
  version: number;
}

/** Objects of a cluster, their versions, and who is told of changes. */
export type Store = ReturnType<typeof createStore>;

const remembered = 10_000;

export function createStore() {
  const objects = new Map<string, KubeObject>();
  const owners = new Map<string, Managers>();
  const listeners = new Set<(change: Change) => void>();
  const history: Change[] = [];
  let version = 1000;

  const keyOf = (kind: Kind, namespace: string | undefined, name: string) =>
    [groupVersionOf(kind), kind.kind, kind.namespaced ? namespace : "", name].join(" ");

  function tell(type: Change["type"], kind: Kind, object: KubeObject): void {
    const change = { type, kind, object, version };
    history.push(change);
    if (history.length > remembered) history.shift();
    for (const listener of [...listeners]) listener(change);
  }

  const find = (kind: Kind, namespace: string | undefined, name: string) => objects.get(keyOf(kind, namespace, name));

  function list(kind: Kind, namespace?: string): KubeObject[] {
    const start = `${[groupVersionOf(kind), kind.kind].join(" ")} `;
    return [...objects]
      .filter(([key, { metadata }]) => key.startsWith(start) && (!namespace || metadata.namespace === namespace))
      .map(([, object]) => object)
      .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
  }
  const placeOf = ({ metadata }: KubeObject) => `${metadata.namespace ?? ""}/${metadata.name}`;

  /** @throws Refusal when there is none */
  function get(kind: Kind, namespace: string | undefined, name: string): KubeObject {
    const found = find(kind, namespace, name);
    if (found === undefined) throw notFound(kind, name);
    return found;
  }

  /** @throws Refusal when there is one already */
  function add(kind: Kind, object: KubeObject, managers: Managers = new Map()): KubeObject {
    const { metadata } = object;
    const key = keyOf(kind, metadata.namespace, metadata.name);
    if (objects.has(key)) throw alreadyExists(kind, metadata.name);
    version++;
    const born = {
      uid: randomUUID(),
      creationTimestamp: new Date().toISOString().replace(/\.\d+/, ""),
      generation: 1,
      resourceVersion: String(version),
    };
    const stored = { ...object, metadata: { ...metadata, ...born } };
    objects.set(key, stored);
    owners.set(stored.metadata.uid, managers);
    tell("ADDED", kind, stored);
    return stored;
  }

  /**
   * Writes a new version; its identity stays. Nothing happens when nothing differs.
   * @throws Refusal when it is gone, or names a version that is no longer the newest
   */
  function write(kind: Kind, object: KubeObject): KubeObject {
    const { name, namespace, resourceVersion } = object.metadata;
    const held = get(kind, namespace, name);
    if (resourceVersion !== undefined && resourceVersion !== held.metadata.resourceVersion) throw modified(kind, name);
    const { uid, creationTimestamp, generation = 1 } = held.metadata;
    const identity = { uid, creationTimestamp, generation, resourceVersion: held.metadata.resourceVersion };
    const next: KubeObject = { ...object, metadata: { ...object.metadata, ...identity } };
    if (isSame(next, held)) return held;
    const { metadata: _was, status: _oldStatus, ...before } = held;
    const { metadata: _is, status: _newStatus, ...after } = next;
    version++;
    next.metadata.generation = isSame(before, after) ? generation : generation + 1;
    next.metadata.resourceVersion = String(version);
    objects.set(keyOf(kind, namespace, name), next);
    tell("MODIFIED", kind, next);
    return next;
  }

  /** Removes it and everything it owns. @throws Refusal when it is not there */
  function remove(kind: Kind, namespace: string | undefined, name: string): KubeObject {
    const held = get(kind, namespace, name);
    version++;
    objects.delete(keyOf(kind, namespace, name));
    owners.delete(held.metadata.uid ?? "");
    tell("DELETED", kind, { ...held, metadata: { ...held.metadata, resourceVersion: String(version) } });
    const inside = kind.kind === "Namespace" ? name : undefined;
    for (const child of allKinds) {
      for (const { metadata } of list(child, inside ?? namespace)) {
        const isOwned = treesAt(metadata, "ownerReferences").some(({ uid }) => uid === held.metadata.uid);
        const isInside = inside !== undefined && child.namespaced;
        if ((isOwned || isInside) && find(child, metadata.namespace, metadata.name))
          remove(child, metadata.namespace, metadata.name);
      }
    }
    return held;
  }

  return {
    find,
    get,
    list,
    add,
    write,
    remove,
    version: () => String(version),
    managersOf: ({ metadata }: KubeObject): Managers => owners.get(metadata.uid ?? "") ?? new Map(),
    setManagers: ({ metadata }: KubeObject, managers: Managers) => void owners.set(metadata.uid ?? "", managers),
    /** Changes after a version. @throws Refusal 410 when they are forgotten */
    since(after: number): Change[] {
      if ((history[0]?.version ?? 0) > after + 1 && history.length >= remembered)
        throw new Refusal(410, "Expired", `too old resource version: ${after} (${history[0]?.version})`);
      return history.filter((change) => change.version > after);
    },
    /** Tells of every change from now on. @returns how to stop it */
    listen(listener: (change: Change) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
