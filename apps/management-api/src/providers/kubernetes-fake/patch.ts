import { isSameItem, mergeKeysOf } from "./merge-keys.ts";
import { isSame, isTree, type Tree } from "./object.ts";
import { Refusal } from "./refusal.ts";

/** JSON merge patch (RFC 7386): null removes, maps merge, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isTree(patch)) return patch;
  const result: Tree = isTree(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

/** Strategic merge patch: as above, but lists with a key merge by it, and `$patch`, `$retainKeys` and the like direct. */
export function strategicMergePatch(target: unknown, patch: unknown): unknown {
  if (!isTree(patch)) return patch;
  if (patch.$patch === "replace") return withoutDirectives(patch);
  if (patch.$patch === "delete") return {};
  const result: Tree = isTree(target) ? { ...target } : {};
  const retained = patch.$retainKeys;
  if (Array.isArray(retained)) {
    for (const name of Object.keys(result)) if (!retained.includes(name)) delete result[name];
  }
  for (const [name, value] of Object.entries(patch)) {
    if (name.startsWith("$deleteFromPrimitiveList/")) {
      const list = name.slice("$deleteFromPrimitiveList/".length);
      const gone = value as unknown[];
      if (Array.isArray(result[list])) result[list] = result[list].filter((item) => !gone.includes(item));
    } else if (name.startsWith("$")) continue;
    else if (value === null) delete result[name];
    else if (Array.isArray(value)) result[name] = mergeList(name, result[name], value);
    else result[name] = strategicMergePatch(result[name], value);
  }
  for (const [name, order] of Object.entries(patch)) {
    if (!name.startsWith("$setElementOrder/") || !Array.isArray(order)) continue;
    const list = name.slice("$setElementOrder/".length);
    if (Array.isArray(result[list])) result[list] = inOrder(list, result[list], order);
  }
  return result;
}

function mergeList(field: string, target: unknown, patch: unknown[]): unknown[] {
  const live = Array.isArray(target) ? target : [];
  const replaces = patch.some((item) => isTree(item) && item.$patch === "replace");
  const items = patch.filter((item) => !(isTree(item) && item.$patch === "replace"));
  const by = patchKeysOf(field, [...live, ...items]);
  if (field === "finalizers") return [...new Set([...live, ...items])];
  if (replaces || by.length === 0) return items.map(withoutDirectives);
  const result = [...live] as Tree[];
  for (const item of items as Tree[]) {
    const index = result.findIndex((one) => isSameItem(one, item, by));
    if (item.$patch === "delete") {
      if (index >= 0) result.splice(index, 1);
    } else if (index >= 0) result[index] = strategicMergePatch(result[index], item) as Tree;
    else result.push(withoutDirectives(item) as Tree);
  }
  return result;
}

/** A patch tells items apart by the first key only, unlike server-side apply. */
function patchKeysOf(field: string, items: unknown[]): string[] {
  return mergeKeysOf(field, items).slice(0, 1);
}

function inOrder(field: string, list: unknown[], order: unknown[]): unknown[] {
  const by = patchKeysOf(field, list);
  const placeOf = (item: unknown) =>
    order.findIndex((one) => (isTree(one) && isTree(item) ? isSameItem(one, item, by) : one === item));
  const listed = list.filter((item) => placeOf(item) >= 0).sort((a, b) => placeOf(a) - placeOf(b));
  return [...listed, ...list.filter((item) => placeOf(item) < 0)];
}

function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives);
  if (!isTree(value)) return value;
  const kept = Object.entries(value).filter(([name, item]) => !name.startsWith("$") && item !== null);
  return Object.fromEntries(kept.map(([name, item]) => [name, withoutDirectives(item)]));
}

interface Operation {
  op: string;
  path: string;
  from?: string;
  value?: unknown;
}

/** JSON patch (RFC 6902). @throws Refusal 422 when an operation cannot be carried out */
export function jsonPatch(target: unknown, operations: Operation[]): unknown {
  const root = { "": structuredClone(target) };
  for (const { op, path, from = "", value } of operations) {
    if (op === "test" && !isSame(readAt(root, path), value)) throw failed(`testing value ${path} failed: test failed`);
    if (op === "remove") takeAt(root, path);
    if (op === "replace") {
      readAt(root, path);
      putAt(root, path, value, true);
    }
    if (op === "add") putAt(root, path, value, false);
    if (op === "copy") putAt(root, path, structuredClone(readAt(root, from)), false);
    if (op === "move") putAt(root, path, takeAt(root, from), false);
  }
  return root[""];
}

const failed = (message: string) =>
  new Refusal(422, "Invalid", `the server rejected our request due to an error in our request: ${message}`);

const stepsOf = (path: string) => path.split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));

function parentOf(root: Tree, path: string): { parent: Tree | unknown[]; name: string } {
  const steps = stepsOf(path);
  const name = steps.pop() ?? "";
  let parent: unknown = root;
  for (const step of steps)
    parent = Array.isArray(parent) ? parent[Number(step)] : isTree(parent) ? parent[step] : undefined;
  if (!isTree(parent) && !Array.isArray(parent)) throw failed(`doc is missing path: ${path}`);
  return { parent, name };
}

function readAt(root: Tree, path: string): unknown {
  const { parent, name } = parentOf(root, path);
  const value = Array.isArray(parent) ? parent[Number(name)] : parent[name];
  if (value === undefined) throw failed(`doc is missing key: ${path}`);
  return value;
}

function takeAt(root: Tree, path: string): unknown {
  const value = readAt(root, path);
  const { parent, name } = parentOf(root, path);
  if (Array.isArray(parent)) parent.splice(Number(name), 1);
  else delete parent[name];
  return value;
}

function putAt(root: Tree, path: string, value: unknown, replaces: boolean): void {
  const { parent, name } = parentOf(root, path);
  if (!Array.isArray(parent)) parent[name] = value;
  else if (name === "-") parent.push(value);
  else parent.splice(Number(name), replaces ? 1 : 0, value);
}
