import { validate, withDefaults } from "./admission.ts";
import { groupVersionOf, type Kind, kindNamed } from "./kinds.ts";
import { at, isTree, type KubeObject, type Tree, treeAt } from "./object.ts";
import { apply, type Managers, managedFields, managersFrom, noteUpdate } from "./ownership.ts";
import { jsonPatch, mergePatch, strategicMergePatch } from "./patch.ts";
import { suffix } from "./pods.ts";
import { badRequest, notFound, Refusal, unknownFields, unsupportedMediaType } from "./refusal.ts";
import type { Store } from "./store.ts";

/** What a client asks about one kind. */
export interface Asked {
  kind: Kind;
  /** Empty for kinds outside namespaces, and for lists over all of them. */
  namespace: string;
  name: string;
  subresource: string;
  query: URLSearchParams;
  /** Media type of the body. */
  type: string;
  body: unknown;
  /** First word of the user agent: who writes when the client does not say. */
  agent: string;
}

/** Faults of an object by the schema of its kind, a sentence each; `unknown field .spec.x` for a field it does not have. */
export type FaultsOf = (object: KubeObject) => Promise<string[]>;

export interface Written {
  object: KubeObject;
  created: boolean;
}

const patchTypes = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
  apply: "application/apply-patch+yaml",
};

/** Creates, replaces and patches, with everything that can be wrong about it. */
export function createWrites(store: Store, faultsOf: FaultsOf | undefined) {
  async function checked(asked: Asked, wanted: KubeObject, before?: KubeObject): Promise<KubeObject> {
    const { kind, subresource, query } = asked;
    const { managedFields: _managed, ...metadata } = wanted.metadata;
    const object = withDefaults(kind, { ...wanted, metadata }, before);
    if (subresource !== "status" && kind.subresources.includes("status")) {
      object.status = before?.status ?? (kind.kind === "Namespace" ? object.status : undefined);
      if (object.status === undefined) delete object.status;
    }
    validate(kind, object, before);
    if (faultsOf !== undefined && subresource === "" && query.get("fieldValidation") !== "Ignore") {
      const faults = await faultsOf(plain(object));
      const unknown = faults.flatMap((fault) => /unknown field \.?(\S+)$/.exec(fault)?.[1] ?? []);
      if (unknown.length > 0) throw unknownFields(kind, unknown);
      if (faults.length > 0)
        throw new Refusal(422, "Invalid", faults.join("; "), { name: metadata.name, kind: kind.kind });
    }
    return object;
  }

  function commit(asked: Asked, object: KubeObject, managers: Managers): Written {
    const { kind, query } = asked;
    const { name, namespace } = object.metadata;
    const held = store.find(kind, namespace, name);
    if (query.get("dryRun") === "All") return { object: { ...object }, created: held === undefined };
    const written = held === undefined ? store.add(kind, object, managers) : store.write(kind, object);
    store.setManagers(written, managers);
    return { object: written, created: held === undefined };
  }

  async function create(asked: Asked): Promise<Written> {
    const { kind } = asked;
    const body = objectOf(asked);
    const name =
      body.metadata.name || `${body.metadata.generateName ?? ""}${body.metadata.generateName ? suffix() : ""}`;
    const metadata = { ...body.metadata, name, ...(kind.namespaced && { namespace: asked.namespace }) };
    delete metadata.resourceVersion;
    needsNamespace(asked);
    const object = await checked(asked, { ...body, metadata });
    const held = store.find(kind, asked.namespace, name);
    if (held !== undefined) store.add(kind, object);
    const managers: Managers = new Map();
    noteUpdate(managers, {}, object, writerOf(asked, "Update"));
    return commit(asked, object, managers);
  }

  async function replace(asked: Asked): Promise<Written> {
    const { kind, namespace, name, subresource } = asked;
    const held = store.get(kind, namespace, name);
    if (subresource === "scale") return resize(asked, held, asked.body);
    const body = objectOf(asked);
    if (body.metadata.name !== name)
      throw badRequest(`the name of the object (${body.metadata.name}) does not match the name on the URL (${name})`);
    const wanted = subresource === "status" ? { ...held, status: body.status } : body;
    return update(asked, held, { ...wanted, metadata: { ...wanted.metadata, ...(kind.namespaced && { namespace }) } });
  }

  async function update(asked: Asked, held: KubeObject, wanted: KubeObject): Promise<Written> {
    const object = await checked(asked, wanted, held);
    const { managedFields: handedOver } = wanted.metadata;
    const managers = handedOver === undefined ? structuredClone(store.managersOf(held)) : managersFrom(handedOver);
    if (asked.subresource !== "status") noteUpdate(managers, held, object, writerOf(asked, "Update"));
    return commit(asked, object, managers);
  }

  async function resize(asked: Asked, held: KubeObject, scale: unknown): Promise<Written> {
    const spec = { ...treeAt(held, "spec"), replicas: at(scale, "spec", "replicas") };
    const { object, created } = await update(asked, held, { ...held, spec });
    return { object: scaleOf(object), created };
  }

  async function patch(asked: Asked): Promise<Written> {
    const { kind, namespace, name, subresource, type, body } = asked;
    if (type === patchTypes.apply) return applyPatch(asked);
    const held = store.get(kind, namespace, name);
    const target = subresource === "scale" ? scaleOf(held) : withManagers(store, held);
    let patched: unknown;
    if (type === patchTypes.json) patched = jsonPatch(target, body as Parameters<typeof jsonPatch>[1]);
    else if (type === patchTypes.merge) patched = mergePatch(target, body);
    else if (type === patchTypes.strategic && !kind.custom) patched = strategicMergePatch(target, body);
    else
      throw unsupportedMediaType(
        Object.values(patchTypes)
          .filter((one) => !kind.custom || one !== patchTypes.strategic)
          .join(", "),
      );
    if (subresource === "scale") return resize(asked, held, patched);
    const wanted = patched as KubeObject;
    const metadata = { ...wanted.metadata, name, ...(kind.namespaced && { namespace }) };
    if (subresource === "status") return update(asked, held, { ...held, metadata, status: wanted.status });
    return update(asked, held, { ...wanted, metadata });
  }

  async function applyPatch(asked: Asked): Promise<Written> {
    const { kind, namespace, name, query } = asked;
    const body = objectOf(asked);
    if (!query.get("fieldManager"))
      throw badRequest(
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      );
    const held = store.find(kind, namespace, name);
    if (held === undefined) needsNamespace(asked);
    const identity = { name, ...(kind.namespaced && { namespace }) };
    const { creationTimestamp: _born, ...given } = body.metadata;
    const wanted = { ...withPlainData(body), metadata: { ...given, ...identity } };
    const empty: Tree = { apiVersion: body.apiVersion, kind: body.kind, metadata: identity };
    const managers = structuredClone(held === undefined ? new Map() : store.managersOf(held)) as Managers;
    const writer = writerOf(asked, "Apply");
    const result = apply(managers, held ?? empty, wanted, writer, query.get("force") === "true");
    const object = await checked(asked, result as KubeObject, held);
    return commit(asked, object, managers);
  }

  function needsNamespace({ kind, namespace }: Asked): void {
    const namespaces = kindNamed("Namespace");
    if (kind.namespaced && store.find(namespaces, undefined, namespace) === undefined)
      throw notFound(namespaces, namespace);
  }

  return { create, replace, patch };
}

function writerOf({ query, agent, subresource }: Asked, operation: "Apply" | "Update") {
  return { manager: query.get("fieldManager") || agent, operation, subresource };
}

/** @throws Refusal when the body is not an object of that kind */
function objectOf({ body, kind, namespace }: Asked): KubeObject {
  if (!isTree(body)) throw badRequest("the object provided is unrecognized (must be of type object)");
  const groupVersion = groupVersionOf(kind);
  if (body.kind !== kind.kind || body.apiVersion !== groupVersion)
    throw badRequest(
      `the API version in the data (${body.apiVersion}, Kind=${body.kind}) does not match the expected API version (${groupVersion}, Kind=${kind.kind})`,
    );
  const metadata = treeAt(body, "metadata");
  if (
    kind.namespaced &&
    metadata.namespace !== undefined &&
    metadata.namespace !== "" &&
    metadata.namespace !== namespace
  )
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  return { ...body, metadata: { name: "", ...metadata } } as KubeObject;
}

/** `stringData` is a way to write `data`, so its fields are owned there. */
function withPlainData(object: KubeObject): KubeObject {
  if (object.kind !== "Secret" || object.stringData === undefined) return object;
  const { stringData: _plain, ...secret } = withDefaults(kindNamed("Secret"), object, undefined);
  return secret as KubeObject;
}

/** The object as its author wrote it: without what the server adds. */
function plain({ status: _status, ...object }: KubeObject): KubeObject {
  const { name, namespace, labels, annotations } = object.metadata;
  const metadata = { name, namespace, labels, annotations };
  const given = Object.fromEntries(Object.entries(metadata).filter(([, value]) => value !== undefined));
  return { ...(object as KubeObject), metadata: given as unknown as KubeObject["metadata"] };
}

/** An object with the list of who owns which of its fields. */
export function withManagers(store: Store, object: KubeObject): KubeObject {
  const managers = managedFields(store.managersOf(object));
  return managers.length === 0 ? object : { ...object, metadata: { ...object.metadata, managedFields: managers } };
}

/** The part of a workload an autoscaler or `kubectl scale` sees. */
export function scaleOf({ metadata, spec, status }: KubeObject): KubeObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata;
  const labels = Object.entries(treeAt(spec, "selector", "matchLabels"));
  return {
    apiVersion: "autoscaling/v1",
    kind: "Scale",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: at(spec, "replicas") ?? 0 },
    status: {
      replicas: at(status, "replicas") ?? 0,
      selector: labels.map(([key, value]) => `${key}=${value}`).join(","),
    },
  };
}
