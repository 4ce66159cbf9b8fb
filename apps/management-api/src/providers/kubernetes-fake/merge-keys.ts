import { isTree } from "./object.ts";

/** Lists whose items Kubernetes tells apart by a field, so that a patch changes one item and not the list. */
const keys: Record<string, string[]> = {
  containers: ["name"],
  initContainers: ["name"],
  ephemeralContainers: ["name"],
  env: ["name"],
  volumes: ["name"],
  volumeMounts: ["mountPath"],
  volumeDevices: ["devicePath"],
  imagePullSecrets: ["name"],
  hostAliases: ["ip"],
  conditions: ["type"],
  ownerReferences: ["uid"],
  topologySpreadConstraints: ["topologyKey", "whenUnsatisfiable"],
};

/** Fields that tell the items of a list apart; none when the list is one value. */
export function mergeKeysOf(field: string, items: unknown[]): string[] {
  if (!items.every(isTree)) return [];
  if (field !== "ports") return keys[field] ?? [];
  if (items.some((item) => "containerPort" in item)) return ["containerPort", "protocol"];
  return items.some((item) => "port" in item && ("targetPort" in item || "name" in item)) ? ["port", "protocol"] : [];
}

const fallback: Record<string, unknown> = { protocol: "TCP" };

/** The value of an item's key field, with what Kubernetes takes when it is left out. */
export function keyValue(item: Record<string, unknown>, key: string): unknown {
  return item[key] ?? fallback[key];
}

/** Whether two items are the same one. */
export function isSameItem(one: Record<string, unknown>, other: Record<string, unknown>, by: string[]): boolean {
  return by.every((key) => keyValue(one, key) === keyValue(other, key));
}
