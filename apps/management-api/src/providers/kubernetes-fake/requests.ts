import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { type Inside, sendLog } from "./containers.ts";
import { aggregatedType, discover } from "./discovery.ts";
import { groupVersionOf, type Kind } from "./kinds.ts";
import type { KubeObject } from "./object.ts";
import { decodeObject } from "./protobuf.ts";
import { badRequest, noSuchResource, notAllowed, Refusal, unsupportedMediaType } from "./refusal.ts";
import type { Store } from "./store.ts";
import { tableOf } from "./tables.ts";
import { listed, watch } from "./watching.ts";
import { type Asked, type createWrites, scaleOf, withManagers } from "./writes.ts";

export interface Cluster {
  kinds: Kind[];
  version: string;
  store: Store;
  writes: ReturnType<typeof createWrites>;
  inside: Inside;
}

type Address = Pick<Asked, "kind" | "namespace" | "name" | "subresource">;

const address = /^\/(?:api|apis\/([^/]+))\/([^/]+)(?:\/namespaces\/([^/]+))?\/([^/]+)(?:\/([^/]+))?(?:\/([^/]+))?$/;

/** What a path names. @throws Refusal when there is no such kind */
export function parseAddress(kinds: Kind[], path: string): Address {
  const own = /^\/api\/v1\/namespaces(?:\/([^/]+))?(?:\/(status|finalize))?$/.exec(path);
  const [, group = "", version, namespace = "", plural, name = "", subresource = ""] =
    own === null ? (address.exec(path) ?? []) : [path, "", "v1", "", "namespaces", own[1], own[2]];
  const kind = kinds.find((one) => one.group === group && one.version === version && one.plural === plural);
  if (kind === undefined || (subresource !== "" && !kind.subresources.includes(subresource))) throw noSuchResource();
  return { kind, namespace: decodeURIComponent(namespace), name: decodeURIComponent(name), subresource };
}

export function askedOf(address: Address, request: IncomingMessage, query: URLSearchParams, body?: unknown): Asked {
  const type = String(request.headers["content-type"] ?? "").split(";")[0] ?? "";
  const agent = String(request.headers["user-agent"] ?? "unknown").split("/")[0] ?? "";
  return { ...address, query, type, body, agent };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const bytes = await buffer(request);
  if (bytes.length === 0) return undefined;
  if (String(request.headers["content-type"]).includes("protobuf")) {
    // How to delete is said this way too, and every object here is deleted in the same way.
    const object = request.method === "DELETE" ? {} : decodeObject(bytes);
    if (object === undefined) throw unsupportedMediaType("application/json, application/yaml");
    return object;
  }
  try {
    return JSON.parse(bytes.toString());
  } catch (error) {
    throw badRequest(`the body of the request is no JSON: ${(error as Error).message}`);
  }
}

function answer(response: ServerResponse, status: number, body: object, type = "application/json"): void {
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(body));
}

export async function handle(cluster: Cluster, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await respond(cluster, request, response);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, "InternalError", String(error));
    answer(response, refusal.code, refusal.body);
  }
}

async function respond(cluster: Cluster, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { kinds, version, store, inside } = cluster;
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://cluster");
  const accept = String(request.headers.accept ?? "");
  const told = discover(kinds, version, pathname, accept);
  if (told !== undefined) {
    const isAggregated = "kind" in told && told.kind === "APIGroupDiscoveryList";
    return answer(response, 200, told, isAggregated ? aggregatedType : undefined);
  }
  const target = parseAddress(kinds, pathname);
  const asked = askedOf(target, request, query, await bodyOf(request));
  if (request.method !== "GET") return change(cluster, asked, request.method ?? "", response);
  const { kind, namespace, name, subresource } = asked;
  const show = showing(store, asked, accept);
  if (query.get("watch") === "true" || query.get("watch") === "1") return watch(store, asked, response, show);
  if (subresource === "log") return sendLog(store, asked, inside, response);
  if (name === "") return answer(response, 200, listOf(store, asked, accept));
  const object = store.get(kind, namespace, name);
  return answer(response, 200, subresource === "scale" ? scaleOf(object) : show(object));
}

async function change(
  { store, writes }: Cluster,
  asked: Asked,
  method: string,
  response: ServerResponse,
): Promise<void> {
  const { kind, namespace, name } = asked;
  if (method === "DELETE") {
    const isReal = asked.query.get("dryRun") !== "All";
    const gone = name === "" ? listed(store, asked) : [store.get(kind, namespace, name)];
    if (isReal) for (const { metadata } of gone) store.remove(kind, metadata.namespace, metadata.name);
    const details = { name, group: kind.group, kind: kind.plural, uid: gone[0]?.metadata.uid };
    return answer(response, 200, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details });
  }
  const write = name === "" ? { POST: writes.create }[method] : { PUT: writes.replace, PATCH: writes.patch }[method];
  if (write === undefined) throw notAllowed();
  const { object, created } = await write(asked);
  answer(response, created ? 201 : 200, object.kind === "Scale" ? object : withManagers(store, object));
}

function showing(store: Store, { kind, query }: Asked, accept: string): (object: KubeObject) => object {
  if (accept.includes("as=Table"))
    return (object) => tableOf(kind.kind, [object], object.metadata.resourceVersion ?? "", query.get("includeObject"));
  if (accept.includes("as=PartialObjectMetadata"))
    return ({ metadata }) => ({ kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata });
  return (object) => withManagers(store, object);
}

function listOf(store: Store, asked: Asked, accept: string): object {
  const { kind, query } = asked;
  const objects = listed(store, asked);
  const version = store.version();
  if (accept.includes("as=Table")) return tableOf(kind.kind, objects, version, query.get("includeObject"));
  const items = objects.map(showing(store, asked, accept));
  const metadata = { resourceVersion: version };
  if (accept.includes("as=PartialObjectMetadata"))
    return { kind: "PartialObjectMetadataList", apiVersion: "meta.k8s.io/v1", metadata, items };
  return { kind: `${kind.kind}List`, apiVersion: groupVersionOf(kind), metadata, items };
}
