import { createServer } from "node:http";
import type { Mood } from "./fake-server.ts";
import { execute, type Inside } from "./kubernetes-fake/containers.ts";
import { type Outcome, startControllers } from "./kubernetes-fake/controllers.ts";
import { allKinds, kindNamed } from "./kubernetes-fake/kinds.ts";
import type { KubeObject } from "./kubernetes-fake/object.ts";
import { Refusal } from "./kubernetes-fake/refusal.ts";
import { askedOf, handle, parseAddress } from "./kubernetes-fake/requests.ts";
import { createStore } from "./kubernetes-fake/store.ts";
import { createWrites, type FaultsOf } from "./kubernetes-fake/writes.ts";

export interface FakeKubernetesOptions extends Inside {
  port?: number;
  /** Kubernetes' version. */
  version?: string;
  /** Groups this cluster does not have, such as `cert-manager.io`. */
  without?: string[];
  /** Milliseconds until workloads are ready. */
  readyAfterMs?: number;
  /** Schemas to hold every object against; the fake itself knows only what a cluster cannot do without. */
  faultsOf?: FaultsOf;
}

export interface FakeKubernetes {
  url: string;
  /** Text of a file for KUBECONFIG. */
  kubeconfig: string;
  /** Objects of a kind, in one namespace or in all. */
  objects(kind: string, namespace?: string): KubeObject[];
  /** Decides how an object turns out; the last word counts. */
  willBe(outcome: Outcome): void;
  /** Misbehaves for some requests. */
  be(mood: Mood): void;
  /** Is well again. */
  recover(): void;
  /** Every request that was answered, oldest first. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/**
 * A Kubernetes API server on loopback, with controllers that make workloads, PostgreSQL clusters and certificates ready.
 * The unmodified helm and kubectl work with it: discovery, apply and every patch, watches, scale, log, exec.
 */
export async function startFakeKubernetes(options: FakeKubernetesOptions = {}): Promise<FakeKubernetes> {
  const { port = 0, version = "1.31.0", without = [], readyAfterMs = 20, faultsOf } = options;
  const store = createStore();
  const controllers = startControllers(store, readyAfterMs);
  const kinds = allKinds.filter(({ group }) => !without.includes(group));
  const cluster = { kinds, version, store, writes: createWrites(store, faultsOf), inside: options };
  for (const name of ["default", "kube-system"])
    store.add(kindNamed("Namespace"), {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name },
      status: { phase: "Active" },
    });
  const moods: Mood[] = [];
  const asked: string[] = [];

  const server = createServer((request, response) => {
    const mood = moods[0];
    if (mood !== undefined && --mood.times <= 0) moods.shift();
    if (mood?.kind === "drop") return request.destroy();
    if (mood?.kind === "status") return response.writeHead(mood.status, mood.headers).end();
    if (mood?.kind === "garbage") return response.writeHead(200).end("<html>maintenance</html>");
    asked.push(`${request.method} ${request.url?.split("?")[0]}`);
    return void handle(cluster, request, response);
  });
  server.on("upgrade", (request, socket) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://cluster");
    asked.push(`EXEC ${pathname}`);
    const refuse = (error: unknown) => {
      const { code, body } = error instanceof Refusal ? error : new Refusal(500, "InternalError", String(error));
      const text = JSON.stringify(body);
      socket.end(
        `HTTP/1.1 ${code} Refused\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\nconnection: close\r\n\r\n${text}`,
      );
    };
    try {
      const place = askedOf(parseAddress(kinds, pathname), request, searchParams);
      execute(store, place, options, request, socket).catch(refuse);
    } catch (error) {
      refuse(error);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : port}`;
  return {
    url,
    kubeconfig: kubeconfigOf(url),
    objects: (kind, namespace) => store.list(kindNamed(kind), namespace),
    willBe: controllers.willBe,
    be: (mood) => moods.push(mood),
    recover: () => moods.splice(0),
    asked,
    stop: () =>
      new Promise((resolve) => {
        controllers.stop();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** JSON is YAML too. Clients send no credentials without TLS, so there are none. */
function kubeconfigOf(server: string): string {
  const name = "fake";
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    clusters: [{ name, cluster: { server } }],
    users: [{ name, user: {} }],
    contexts: [{ name, context: { cluster: name, user: name } }],
  });
}
