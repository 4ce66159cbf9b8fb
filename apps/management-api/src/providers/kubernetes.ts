import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { ask, Denied, jsonOf, Trouble } from "./trouble.ts";

/** How far an object of the cluster is. */
export interface Readiness {
  isReady: boolean;
  /** True when it never will be. */
  hasFailed: boolean;
  /** What the cluster says of it. */
  why: string;
}

export interface TenantNamespace {
  name: string;
  tenant: string;
  tier: string;
}

/** Certificate chain and key, as PEM. */
export interface TlsPair {
  certificate: string;
  key: string;
}

/** What is waited for. */
export type Awaited = "cluster" | "job" | "rollout" | "certificate";

/** The cluster as the steps use it: namespaces of workshops, and what stands in them. */
export interface Kubernetes {
  /** Makes a workshop's namespace with our labels and our own rights in it. Somebody else's is never touched. */
  ensureNamespace(wanted: TenantNamespace): Promise<void>;
  /** Namespaces that carry our mark. */
  namespaces(): Promise<TenantNamespace[]>;
  /** Asks for a workshop's namespace to be removed with all that is in it; true when it is gone. */
  removeNamespace(name: string, tenant: string): Promise<boolean>;
  /** How far an object is; undefined when there is none. */
  readiness(what: Awaited, namespace: string, name: string): Promise<Readiness | undefined>;
  /** The pair in a Secret of type TLS. */
  tlsPair(namespace: string, name: string): Promise<TlsPair | undefined>;
}

interface Settings {
  url: string;
  tokenFile: string;
  caFile: string;
  /** Where the account lives that makes namespaces. */
  ownNamespace: string;
}

interface KubeObject {
  metadata: { name: string; labels?: Record<string, string>; generation?: number; deletionTimestamp?: string };
  spec?: { replicas?: number };
  status?: {
    phase?: string;
    readyReplicas?: number;
    updatedReplicas?: number;
    observedGeneration?: number;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
  };
  data?: Record<string, string>;
}

const VENDOR = "Kubernetes";
const MANAGED_BY = "app.kubernetes.io/managed-by";
const OURS = "mechanicbuddy-management";
const TENANT = "mechanicbuddy.app/tenant-id";
const TIER = "mechanicbuddy.app/tenant-tier";
const ROLE = "mechanicbuddy-tenant-manager";
const rbac = "rbac.authorization.k8s.io";

const pathOf: Record<Awaited, string> = {
  cluster: "/apis/postgresql.cnpg.io/v1/namespaces/{namespace}/clusters/",
  job: "/apis/batch/v1/namespaces/{namespace}/jobs/",
  rollout: "/apis/apps/v1/namespaces/{namespace}/deployments/",
  certificate: "/apis/cert-manager.io/v1/namespaces/{namespace}/certificates/",
};

/**
 * The cluster's API over HTTP, as the account of the platform's pod.
 * @see https://kubernetes.io/docs/reference/using-api/api-concepts/
 */
export function openKubernetes({ url, tokenFile, caFile, ownNamespace }: Settings): Kubernetes {
  if (url.startsWith("https:") && existsSync(caFile)) {
    setDefaultCACertificates([...getCACertificates("default"), readFileSync(caFile, "utf8")]);
  }
  const call = async (path: string, method = "GET", body?: unknown, type?: string): Promise<Response> => {
    // Kubernetes renews it every hour; a stand-in without TLS takes none.
    const token = url.startsWith("https:") ? (await readFile(tokenFile, "utf8")).trim() : undefined;
    return ask({
      vendor: VENDOR,
      url: `${url}${path}`,
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(type === undefined ? {} : { "content-type": type }),
      },
      body,
    });
  };
  const get = async (path: string): Promise<KubeObject | undefined> => {
    const answer = await call(path);
    if (answer.status === 404) return undefined;
    return (await done(answer)) as KubeObject;
  };

  return {
    ensureNamespace: async ({ name, tenant, tier }) => {
      const path = `/api/v1/namespaces/${name}`;
      const labels = {
        [MANAGED_BY]: OURS,
        [TENANT]: tenant,
        [TIER]: tier,
        "pod-security.kubernetes.io/enforce": "restricted",
      };
      const known = await get(path);
      if (known === undefined) {
        const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
        await done(await call("/api/v1/namespaces", "POST", namespace));
      } else {
        mustBeOurs(known, tenant);
        if (Object.entries(labels).some(([label, value]) => known.metadata.labels?.[label] !== value))
          await done(await call(path, "PATCH", { metadata: { labels } }, "application/merge-patch+json"));
      }
      const bindings = `/apis/${rbac}/v1/namespaces/${name}/rolebindings`;
      if ((await get(`${bindings}/${ROLE}`)) === undefined)
        await done(await call(bindings, "POST", bindingIn(name, ownNamespace)));
    },
    namespaces: async () => {
      const answer = await call(`/api/v1/namespaces?labelSelector=${encodeURIComponent(`${MANAGED_BY}=${OURS}`)}`);
      const { items } = (await done(answer)) as { items: KubeObject[] };
      return items.flatMap(({ metadata: { name, labels = {} } }) =>
        labels[TENANT] === undefined ? [] : [{ name, tenant: labels[TENANT], tier: labels[TIER] ?? "" }],
      );
    },
    removeNamespace: async (name, tenant) => {
      const path = `/api/v1/namespaces/${name}`;
      const known = await get(path);
      if (known === undefined) return true;
      mustBeOurs(known, tenant);
      if (known.metadata.deletionTimestamp === undefined) await done(await call(path, "DELETE"));
      return (await get(path)) === undefined;
    },
    readiness: async (what, namespace, name) => {
      const found = await get(`${pathOf[what].replace("{namespace}", namespace)}${name}`);
      return found === undefined ? undefined : readinessOf(what, found);
    },
    tlsPair: async (namespace, name) => {
      const { data } = (await get(`/api/v1/namespaces/${namespace}/secrets/${name}`)) ?? {};
      const [certificate, key] = [data?.["tls.crt"], data?.["tls.key"]];
      if (certificate === undefined || key === undefined) return undefined;
      return { certificate: fromBase64(certificate), key: fromBase64(key) };
    },
  };
}

/** The platform's own rights in a namespace it made. */
function bindingIn(namespace: string, ownNamespace: string) {
  return {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: { name: ROLE, namespace, labels: { [MANAGED_BY]: OURS } },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: ROLE },
    subjects: [{ kind: "ServiceAccount", name: "management-api", namespace: ownNamespace }],
  };
}

function mustBeOurs({ metadata: { name, labels } }: KubeObject, tenant: string): void {
  if (labels?.[TENANT] !== undefined ? labels[TENANT] === tenant : labels?.[MANAGED_BY] === OURS) return;
  throw new Denied(`Namespace ${name} is not this workshop's`);
}

function readinessOf(what: Awaited, { metadata, spec, status = {} }: KubeObject): Readiness {
  const { conditions = [] } = status;
  const condition = (type: string) => conditions.find((each) => each.type === type);
  const word = what === "job" ? "Complete" : what === "rollout" ? "Available" : "Ready";
  const said = condition(word);
  const failed = what === "job" ? condition("Failed") : undefined;
  const wanted = spec?.replicas ?? 1;
  const isWhole =
    what !== "rollout" ||
    (status.observedGeneration === metadata.generation &&
      (status.readyReplicas ?? 0) >= wanted &&
      (status.updatedReplicas ?? 0) >= wanted);
  return {
    isReady: said?.status === "True" && isWhole,
    hasFailed: failed?.status === "True",
    why: (failed ?? said)?.message ?? (failed ?? said)?.reason ?? status.phase ?? "it has just begun",
  };
}

async function done(answer: Response): Promise<unknown> {
  const content = (await jsonOf(VENDOR, answer)) as { message?: string };
  if (answer.ok) return content;
  const sentence = `${VENDOR} refuses: ${content.message ?? `status ${answer.status}`}`;
  // Somebody else was faster, or a namespace of this name is still being removed.
  if (answer.status === 409) throw new Trouble(sentence);
  throw new Denied(sentence);
}

const fromBase64 = (text: string) => Buffer.from(text, "base64").toString();
