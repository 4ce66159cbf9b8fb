/** Any map of names to values, as JSON has it. */
export type Tree = Record<string, unknown>;

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface Metadata {
  name: string;
  namespace?: string;
  generateName?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  managedFields?: unknown[];
}

/** An object as the API server stores it. */
export interface KubeObject extends Tree {
  apiVersion: string;
  kind: string;
  metadata: Metadata;
}

export function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a path of names; undefined where the path ends early. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((found, name) => (isTree(found) ? found[name] : undefined), value);
}

/** The map at a path, empty when there is none. */
export function treeAt(value: unknown, ...path: string[]): Tree {
  const found = at(value, ...path);
  return isTree(found) ? found : {};
}

/** The maps of the list at a path, none when there is no list. */
export function treesAt(value: unknown, ...path: string[]): Tree[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.filter(isTree) : [];
}

/** The number at a path. */
export function numberAt(value: unknown, fallback: number, ...path: string[]): number {
  const found = at(value, ...path);
  return typeof found === "number" ? found : fallback;
}

/** Whether two values are the same JSON, whatever the order of their names. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSame(item, other[index]));
  if (!isTree(one) || !isTree(other)) return false;
  const names = Object.keys(one).filter((name) => one[name] !== undefined);
  const others = Object.keys(other).filter((name) => other[name] !== undefined);
  return names.length === others.length && names.every((name) => isSame(one[name], other[name]));
}
