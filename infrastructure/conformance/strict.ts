import type { KubeObject } from "./objects.ts";

interface ModelClass {
  new (data: unknown): { validate(): void };
}

/** Packages that hold the schemas of a group; Kubernetes' own groups stand in the first. */
const packages: [RegExp, string][] = [
  [/^cert-manager\.io\//, "@kubernetes-models/cert-manager"],
  [/^argoproj\.io\//, "@kubernetes-models/argo-cd"],
  [/^monitoring\.coreos\.com\//, "@kubernetes-models/prometheus-operator"],
  [/^/, "kubernetes-models"],
];

/**
 * Faults of an object by the schema of its kind, unknown fields included. The schemas themselves let unknown fields
 * pass, as Kubernetes' OpenAPI does; but a validator asks for every field it knows, so one it never asks for is unknown.
 */
export async function schemaFaults(object: KubeObject): Promise<string[]> {
  const { apiVersion, kind, metadata } = object;
  const where = `${kind} ${metadata.name}`;
  const holder = packages.find(([group]) => group.test(apiVersion))?.[1];
  const module = await import(`${holder}/${apiVersion}/${kind}`).catch(() => undefined);
  const model: ModelClass | undefined = module?.[kind];
  if (model === undefined) return [`${where}: nobody knows ${apiVersion} ${kind}`];
  const asked = new Map<object, Set<string>>();
  // The class copies the top level only, so what is below is watched.
  const watched = Object.fromEntries(Object.entries(object).map(([key, value]) => [key, watch(value, asked)]));
  try {
    new model(watched).validate();
  } catch (error) {
    return [`${where}: ${(error as Error).message}`];
  }
  return unaskedFields(object, "", asked).map((path) => `${where}: unknown field ${path}`);
}

function watch(value: unknown, asked: Map<object, Set<string>>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const keys = new Set<string>();
  const note = (key: string | symbol) => {
    if (typeof key === "string") keys.add(key);
  };
  asked.set(value, keys);
  return new Proxy(value, {
    get(target, key) {
      note(key);
      return watch(Reflect.get(target, key), asked);
    },
    has(target, key) {
      note(key);
      return Reflect.has(target, key);
    },
    getOwnPropertyDescriptor(target, key) {
      note(key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
  });
}

/** Fields nobody asked for. An object none of whose fields was asked for may hold anything. */
function unaskedFields(value: unknown, path: string, asked: Map<object, Set<string>>): string[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = asked.get(value);
  return Object.entries(value).flatMap(([key, child]) => {
    const here = Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    if (keys !== undefined && keys.size > 0 && !keys.has(key)) return [here];
    return unaskedFields(child, here, asked);
  });
}
