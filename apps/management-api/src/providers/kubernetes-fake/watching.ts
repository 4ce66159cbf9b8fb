import type { ServerResponse } from "node:http";
import { groupVersionOf, kindNamed } from "./kinds.ts";
import type { KubeObject } from "./object.ts";
import { usageOf } from "./pods.ts";
import { Refusal } from "./refusal.ts";
import { fieldTest, labelTest } from "./selectors.ts";
import type { Change, Store } from "./store.ts";
import type { Asked } from "./writes.ts";

/** How an object is shown to this client: whole, its metadata alone, or as a row of a table. */
export type Show = (object: KubeObject) => object;

/** Objects a client asked for. */
export function listed(store: Store, { kind, namespace, name, query }: Asked): KubeObject[] {
  const matches = matcher(query);
  const all =
    kind.kind === "PodMetrics" ? usageOf(store.list(kindNamed("Pod"), namespace)) : store.list(kind, namespace);
  return all.filter((object) => (name === "" || object.metadata.name === name) && matches(object));
}

function matcher(query: URLSearchParams): (object: KubeObject) => boolean {
  const byLabel = labelTest(query.get("labelSelector"));
  const byField = fieldTest(query.get("fieldSelector"));
  return (object) => byLabel(object) && byField(object);
}

/** Streams what changes from a version on, or first everything that is there, until the client goes or its time is up. */
export function watch(store: Store, asked: Asked, response: ServerResponse, show: Show): void {
  const { kind, namespace, name, query } = asked;
  const matches = matcher(query);
  const isMeant = ({ metadata }: KubeObject) =>
    (namespace === "" || metadata.namespace === namespace) && (name === "" || metadata.name === name);
  // A client knows what it was shown: an object that stops matching is gone for it.
  const known = new Set<string | undefined>();
  const send = (type: string, object: object) => response.write(`${JSON.stringify({ type, object })}\n`);

  function onChange(change: Change): void {
    const { object, type } = change;
    if (change.kind.kind !== kind.kind || change.kind.group !== kind.group || !isMeant(object)) return;
    const { uid } = object.metadata;
    const isThere = type !== "DELETED" && matches(object);
    if (isThere) send(known.has(uid) ? "MODIFIED" : "ADDED", show(object));
    else if (known.has(uid) || (type === "DELETED" && matches(object))) send("DELETED", show(object));
    if (isThere) known.add(uid);
    else known.delete(uid);
  }

  const from = query.get("resourceVersion") ?? "";
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  const startsAnew = query.get("sendInitialEvents") === "true" || from === "" || from === "0";
  try {
    if (startsAnew) {
      for (const object of store.list(kind, namespace)) onChange({ type: "ADDED", kind, object, version: 0 });
      if (query.get("sendInitialEvents") === "true") send("BOOKMARK", bookmark(store, asked));
    } else {
      for (const { metadata } of store.list(kind, namespace))
        if (Number(metadata.resourceVersion) <= Number(from)) known.add(metadata.uid);
      for (const change of store.since(Number(from))) {
        if (change.type !== "ADDED") known.add(change.object.metadata.uid);
        onChange(change);
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    send("ERROR", error.body);
    response.end();
    return;
  }
  const stop = store.listen(onChange);
  const seconds = Number(query.get("timeoutSeconds") ?? 0);
  const timer = seconds > 0 ? setTimeout(() => response.end(), seconds * 1000) : undefined;
  response.on("close", () => {
    stop();
    clearTimeout(timer);
  });
}

/** Says that everything up to this version was sent. */
function bookmark(store: Store, { kind }: Asked): object {
  const annotations = { "k8s.io/initial-events-end": "true" };
  const metadata = { resourceVersion: store.version(), creationTimestamp: null, annotations };
  return { kind: kind.kind, apiVersion: groupVersionOf(kind), metadata };
}
