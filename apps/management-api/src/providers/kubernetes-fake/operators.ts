import { randomBytes } from "node:crypto";
import { kindNamed } from "./kinds.ts";
import { at, type KubeObject, numberAt, type Tree, treeAt } from "./object.ts";
import { addPod, now, ownedBy, podsOf, setPhase, suffix } from "./pods.ts";
import type { Store } from "./store.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const condition = (type: string, status: string, reason: string) => ({
  type,
  status,
  reason,
  lastTransitionTime: now(),
  message: reason,
});

/** One pod that runs to its end. */
export function beginJob(store: Store, job: KubeObject): void {
  const { name, uid = "" } = job.metadata;
  const labels = { "job-name": name, "batch.kubernetes.io/job-name": name, "batch.kubernetes.io/controller-uid": uid };
  addPod(store, job, `${name}-${suffix()}`, treeAt(job, "spec", "template"), labels);
  const selector = { matchLabels: { "batch.kubernetes.io/controller-uid": uid } };
  const spec = { ...treeAt(job, "spec"), selector };
  store.write(kindNamed("Job"), { ...job, spec, status: { active: 1, ready: 0, startTime: now() } });
}

export function endJob(store: Store, job: KubeObject, fails?: string): void {
  for (const pod of podsOf(store, job)) setPhase(store, pod, fails === undefined ? "Succeeded" : "Failed", fails);
  const { startTime } = treeAt(job, "status");
  const done =
    fails === undefined
      ? {
          succeeded: 1,
          completionTime: now(),
          conditions: [
            condition("SuccessCriteriaMet", "True", "CompletionsReached"),
            condition("Complete", "True", "CompletionsReached"),
          ],
        }
      : { failed: 1, conditions: [condition("FailureTarget", "True", fails), condition("Failed", "True", fails)] };
  store.write(kindNamed("Job"), { ...job, status: { startTime, ready: 0, ...done } });
}

/** What CloudNativePG makes first: the owner's login, the certificate of the cluster, its services. */
export function beginCluster(store: Store, cluster: KubeObject): void {
  const { name, namespace } = cluster.metadata;
  const database = String(at(cluster, "spec", "bootstrap", "initdb", "database") ?? "app");
  const username = String(at(cluster, "spec", "bootstrap", "initdb", "owner") ?? database);
  const password = randomBytes(32).toString("base64url");
  const host = `${name}-rw.${namespace}`;
  const login = {
    username,
    user: username,
    password,
    dbname: database,
    host,
    port: "5432",
    uri: `postgresql://${username}:${password}@${host}:5432/${database}`,
  };
  addOwned(store, cluster, "Secret", `${name}-app`, { type: "kubernetes.io/basic-auth", data: encoded(login) });
  addOwned(store, cluster, "Secret", `${name}-ca`, {
    type: "Opaque",
    data: encoded({ "ca.crt": certificate(name), "ca.key": "fake" }),
  });
  for (const role of ["rw", "ro", "r"]) {
    const selector = {
      "cnpg.io/cluster": name,
      ...(role !== "r" && { "cnpg.io/instanceRole": role === "rw" ? "primary" : "replica" }),
    };
    const ports = [{ name: "postgres", port: 5432, targetPort: 5432, protocol: "TCP" }];
    addOwned(store, cluster, "Service", `${name}-${role}`, {
      spec: { type: "ClusterIP", clusterIP: "10.96.0.20", selector, ports },
    });
  }
  store.write(kindNamed("Cluster"), {
    ...cluster,
    status: { phase: "Setting up primary", conditions: [condition("Ready", "False", "ClusterIsNotReady")] },
  });
}

const encoded = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).map(([key, text]) => [key, base64(text)]));
const certificate = (name: string) =>
  `-----BEGIN CERTIFICATE-----\n${base64(`fake certificate of ${name}`)}\n-----END CERTIFICATE-----\n`;

/** Makes it unless it is there; an operator does not touch what it finds. */
function addOwned(store: Store, owner: KubeObject, kind: string, name: string, rest: Tree): void {
  const { namespace } = owner.metadata;
  if (store.find(kindNamed(kind), namespace, name) !== undefined) return;
  store.add(kindNamed(kind), {
    apiVersion: "v1",
    kind,
    metadata: { name, namespace, ownerReferences: [ownedBy(owner)] },
    ...rest,
  });
}

export function endCluster(store: Store, cluster: KubeObject, fails?: string): void {
  if (fails !== undefined) {
    const status = {
      ...treeAt(cluster, "status"),
      phase: fails,
      conditions: [condition("Ready", "False", "ClusterIsNotReady")],
    };
    return void store.write(kindNamed("Cluster"), { ...cluster, status });
  }
  const { name, namespace } = cluster.metadata;
  const instances = numberAt(cluster, 1, "spec", "instances");
  const there = podsOf(store, cluster);
  for (const { metadata } of there.filter(({ metadata }) => Number(metadata.name.split("-").at(-1)) > instances))
    store.remove(kindNamed("Pod"), namespace, metadata.name);
  const image = String(at(cluster, "spec", "imageName") ?? "postgresql");
  for (let number = 1; number <= instances; number++) {
    const role = number === 1 ? "primary" : "replica";
    const labels = {
      ...treeAt(cluster, "spec", "inheritedMetadata", "labels"),
      "cnpg.io/cluster": name,
      "cnpg.io/podRole": "instance",
      "cnpg.io/instanceRole": role,
      role,
    };
    const template = {
      metadata: { labels },
      spec: { containers: [{ name: "postgres", image, resources: treeAt(cluster, "spec", "resources") }] },
    };
    const pod =
      store.find(kindNamed("Pod"), namespace, `${name}-${number}`) ??
      addPod(store, cluster, `${name}-${number}`, template);
    setPhase(store, pod, "Running");
  }
  const status = {
    ...{
      instances,
      readyInstances: instances,
      phase: "Cluster in healthy state",
      currentPrimary: `${name}-1`,
      targetPrimary: `${name}-1`,
    },
    ...{
      writeService: `${name}-rw`,
      readService: `${name}-r`,
      image,
      conditions: [condition("Ready", "True", "ClusterIsReady")],
    },
  };
  store.write(kindNamed("Cluster"), { ...cluster, status });
}

/** cert-manager: the certificate's Secret, or why the challenge failed. */
export function endCertificate(store: Store, issued: KubeObject, fails?: string): void {
  const { name } = issued.metadata;
  if (fails !== undefined) {
    const conditions = [condition("Ready", "False", fails), condition("Issuing", "False", fails)];
    return void store.write(kindNamed("Certificate"), { ...issued, status: { conditions } });
  }
  const secret = String(at(issued, "spec", "secretName") ?? name);
  const names = at(issued, "spec", "dnsNames");
  const data = encoded({ "tls.crt": certificate(String(names)), "tls.key": `fake key of ${name}`, "ca.crt": "" });
  const { namespace } = issued.metadata;
  if (store.find(kindNamed("Secret"), namespace, secret) === undefined) {
    // cert-manager leaves the Secret behind when the Certificate goes.
    const metadata = { name: secret, namespace, annotations: { "cert-manager.io/certificate-name": name } };
    store.add(kindNamed("Secret"), { apiVersion: "v1", kind: "Secret", metadata, type: "kubernetes.io/tls", data });
  }
  const day = 86_400_000;
  const [notBefore, notAfter, renewalTime] = [0, 90, 60].map((days) =>
    new Date(Date.now() + days * day).toISOString().replace(/\.\d+/, ""),
  );
  const conditions = [{ ...condition("Ready", "True", "Ready"), observedGeneration: issued.metadata.generation }];
  store.write(kindNamed("Certificate"), {
    ...issued,
    status: { conditions, notBefore, notAfter, renewalTime, revision: 1 },
  });
}

/** A claim is bound to a volume at once. */
export function bindClaim(store: Store, claim: KubeObject): void {
  const capacity = treeAt(claim, "spec", "resources", "requests");
  const spec = { ...treeAt(claim, "spec"), volumeName: `pvc-${claim.metadata.uid}` };
  store.write(kindNamed("PersistentVolumeClaim"), {
    ...claim,
    spec,
    status: { phase: "Bound", capacity, accessModes: at(claim, "spec", "accessModes") },
  });
}
