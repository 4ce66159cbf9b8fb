import { isSameItem, keyValue, mergeKeysOf } from "./merge-keys.ts";
import { isSame, isTree, type KubeObject, type Tree } from "./object.ts";
import { applyConflict } from "./refusal.ts";

/** Somebody who writes fields of an object, and which are theirs. */
interface Manager {
  manager: string;
  operation: "Apply" | "Update";
  subresource: string;
  apiVersion: string;
  time: string;
  /** Steps of each field, joined by line breaks. */
  fields: Set<string>;
}

export type Writer = Pick<Manager, "manager" | "operation" | "subresource">;
/** Everybody who wrote an object. */
export type Managers = Map<string, Manager>;

const keyOf = ({ manager, operation, subresource }: Writer) => [manager, operation, subresource].join(" ");

/** Every field that holds a value, by its steps: `f:name` into a map, `k:{…}` to the item of a list with keys. */
function leaves(value: unknown, field: string, steps: string[], found: Map<string, unknown>): Map<string, unknown> {
  if (isTree(value) && Object.keys(value).length > 0) {
    for (const [name, child] of Object.entries(value)) leaves(child, name, [...steps, `f:${name}`], found);
    return found;
  }
  if (Array.isArray(value)) {
    const by = value.length === 0 ? [] : mergeKeysOf(field, value);
    if (by.length > 0) {
      for (const item of value as Tree[]) leaves(item, "", [...steps, itemStep(item, by)], found);
      return found;
    }
  }
  return found.set(steps.join("\n"), value);
}

function itemStep(item: Tree, by: string[]): string {
  return `k:${JSON.stringify(Object.fromEntries(by.map((key) => [key, keyValue(item, key)])))}`;
}

/** Fields of an object that somebody can own: not its identity, not what the server keeps. */
function ownedFields(object: Tree): Map<string, unknown> {
  const { apiVersion: _apiVersion, kind: _kind, status: _status, metadata, ...rest } = object;
  const { labels, annotations, ownerReferences, finalizers } = isTree(metadata) ? metadata : {};
  const kept = Object.entries({ labels, annotations, ownerReferences, finalizers });
  const own = Object.fromEntries(kept.filter(([, value]) => value !== undefined));
  const fields = { ...rest, ...(Object.keys(own).length > 0 && { metadata: own }) };
  return Object.keys(fields).length === 0 ? new Map() : leaves(fields, "", [], new Map());
}

/** Notes who wrote what, when an object was created, replaced or patched. */
export function noteUpdate(managers: Managers, before: Tree, after: KubeObject, writer: Writer): void {
  const old = ownedFields(before);
  const now = ownedFields(after);
  const changed = [...now].filter(([field, value]) => !isSame(old.get(field), value)).map(([field]) => field);
  for (const manager of managers.values()) {
    for (const field of manager.fields) if (!now.has(field) || changed.includes(field)) manager.fields.delete(field);
  }
  if (changed.length > 0) {
    const known = managers.get(keyOf(writer))?.fields ?? [];
    setManager(managers, after.apiVersion, writer, new Set([...known, ...changed]));
  }
}

function setManager(managers: Managers, apiVersion: string, writer: Writer, fields: Set<string>): void {
  managers.set(keyOf(writer), { ...writer, apiVersion, fields, time: new Date().toISOString().replace(/\.\d+/, "") });
  for (const [key, { fields: left }] of managers) if (left.size === 0) managers.delete(key);
}

/**
 * Server-side apply: what the writer names becomes theirs, what they named before and no longer do goes unless somebody
 * else owns it. @throws Refusal 409 where another manager owns a field with another value, unless forced
 */
export function apply(managers: Managers, live: Tree, wanted: KubeObject, writer: Writer, force: boolean): Tree {
  const fields = ownedFields(wanted);
  const held = ownedFields(live);
  const others = [...managers].filter(([key]) => key !== keyOf(writer)).map(([, manager]) => manager);
  const conflicts = [...fields].flatMap(([field, value]) =>
    isSame(held.get(field), value)
      ? []
      : others.filter((manager) => manager.fields.has(field)).map((manager) => ({ manager, field })),
  );
  if (conflicts.length > 0 && !force) {
    throw applyConflict(
      conflicts.map(({ manager, field }) => ({ message: conflictWith(manager), field: shown(field) })),
    );
  }
  for (const { manager, field } of conflicts) manager.fields.delete(field);
  const before = managers.get(keyOf(writer))?.fields ?? new Set<string>();
  let result = structuredClone(live);
  for (const field of [...before].sort(keysLast)) {
    // An item keeps the fields it is known by as long as anybody has a field in it.
    const place = keyedItem(field) ?? field;
    const isOthers = others.some((manager) => [...manager.fields].some((one) => `${one}\n`.startsWith(`${place}\n`)));
    if (!fields.has(field) && !isOthers) result = without(result, field.split("\n")) as Tree;
  }
  setManager(managers, wanted.apiVersion, writer, new Set(fields.keys()));
  return merged(result, wanted, "") as Tree;
}

/** The item a field tells apart from others in its list, by its steps. */
function keyedItem(field: string): string | undefined {
  const steps = field.split("\n");
  const [item = "", name = ""] = steps.slice(-2);
  return item.startsWith("k:") && name.slice(2) in JSON.parse(item.slice(2))
    ? steps.slice(0, -1).join("\n")
    : undefined;
}

/** An item cannot be found any more without the fields it is known by, so those go last, the innermost first. */
function keysLast(one: string, other: string): number {
  const isKey = (field: string) => Number(keyedItem(field) !== undefined);
  return isKey(one) - isKey(other) || other.split("\n").length - one.split("\n").length;
}

function conflictWith({ manager, subresource, operation, apiVersion }: Manager): string {
  const where = subresource === "" ? "" : ` with subresource "${subresource}"`;
  return `conflict with "${manager}"${where}${operation === "Update" ? ` using ${apiVersion}` : ""}`;
}

/** `.spec.template.spec.containers[name="api"].image` */
function shown(field: string): string {
  const step = (text: string) => {
    if (text.startsWith("f:")) return `.${text.slice(2)}`;
    const keys = Object.entries(JSON.parse(text.slice(2)) as Tree);
    return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(",")}]`;
  };
  return field.split("\n").map(step).join("");
}

/** Without the field, and without maps and items that are empty then. */
function without(value: unknown, [step = "", ...rest]: string[]): unknown {
  if (step.startsWith("k:")) {
    if (!Array.isArray(value)) return value;
    const wanted = JSON.parse(step.slice(2)) as Tree;
    const items = (value as Tree[]).flatMap((item) => {
      if (!isSameItem(item, wanted, Object.keys(wanted))) return [item];
      const left = without(item, rest);
      return left === undefined ? [] : [left];
    });
    return items.length === 0 ? undefined : items;
  }
  if (!isTree(value)) return value;
  const name = step.slice(2);
  const child = rest.length === 0 ? undefined : without(value[name], rest);
  const { [name]: _gone, ...left } = value;
  if (child !== undefined) return { ...value, [name]: child };
  return Object.keys(left).length === 0 ? undefined : left;
}

function merged(live: unknown, wanted: unknown, field: string): unknown {
  if (isTree(wanted)) {
    const result: Tree = isTree(live) ? { ...live } : {};
    for (const [name, value] of Object.entries(wanted)) result[name] = merged(result[name], value, name);
    return result;
  }
  if (!Array.isArray(wanted) || !Array.isArray(live)) return wanted;
  const by = mergeKeysOf(field, [...live, ...wanted]);
  if (by.length === 0 || wanted.length === 0) return wanted;
  const items = (wanted as Tree[]).map((item) =>
    merged(
      (live as Tree[]).find((one) => isSameItem(one, item, by)),
      item,
      "",
    ),
  );
  const kept = (live as Tree[]).filter((one) => !(wanted as Tree[]).some((item) => isSameItem(one, item, by)));
  return [...items, ...kept];
}

/** As `metadata.managedFields` shows it, in Kubernetes' order: clients compare it byte for byte. */
export function managedFields(managers: Managers): unknown[] {
  return [...managers.values()].map(({ fields, subresource, ...manager }) => {
    const fieldsV1: Tree = {};
    for (const steps of [...fields].map((field) => field.split("\n")).sort(inOrder)) {
      let place = fieldsV1;
      for (const step of steps) {
        place[step] ??= {};
        place = place[step] as Tree;
      }
    }
    return { ...manager, ...(subresource && { subresource }), fieldsType: "FieldsV1", fieldsV1 };
  });
}

function inOrder(one: string[], other: string[]): number {
  const index = one.findIndex((step, at) => step !== other[at]);
  const [a = "", b = ""] = [one[index], other[index]];
  if (!a.startsWith("k:") || !b.startsWith("k:")) return a < b ? -1 : 1;
  const [first, second] = [a, b].map((step) => Object.values(JSON.parse(step.slice(2)) as Tree));
  const at = first?.findIndex((value, place) => value !== second?.[place]) ?? 0;
  const [x, y] = [first?.[at], second?.[at]];
  if (typeof x === "number" && typeof y === "number") return x - y;
  return String(x) < String(y) ? -1 : 1;
}

/** The other way round: a client may hand over what it wrote, as helm does with releases of its older versions. */
export function managersFrom(entries: unknown[]): Managers {
  const managers: Managers = new Map();
  for (const { fieldsType: _type, fieldsV1, subresource = "", ...rest } of entries as Tree[]) {
    const fields = [...leaves(fieldsV1, "", [], new Map()).keys()];
    const stepsOf = (field: string) =>
      field
        .split("\n")
        .map((step) => step.slice(2))
        .filter((step) => step !== ".");
    const manager = {
      ...rest,
      subresource,
      fields: new Set(fields.map((field) => stepsOf(field).join("\n"))),
    } as Manager;
    managers.set(keyOf(manager), manager);
  }
  return managers;
}
