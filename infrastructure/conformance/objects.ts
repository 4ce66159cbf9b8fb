import { parseAllDocuments } from "yaml";

export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  ports?: { name?: string; containerPort: number }[];
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef?: KeyReference } }[];
  envFrom?: { configMapRef?: { name: string } }[];
  volumeMounts?: { name: string; mountPath: string }[];
  resources?: { requests?: Record<string, string | number>; limits?: Record<string, string | number> };
  securityContext?: Record<string, unknown>;
  startupProbe?: Record<string, unknown>;
  livenessProbe?: Record<string, unknown>;
  readinessProbe?: Record<string, unknown>;
}
export interface KeyReference {
  name: string;
  key: string;
  optional?: boolean;
}
export interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: {
    containers: Container[];
    initContainers?: Container[];
    serviceAccountName?: string;
    automountServiceAccountToken?: boolean;
    securityContext?: Record<string, unknown>;
    volumes?: {
      name: string;
      secret?: { secretName: string; items?: { key: string }[] };
      persistentVolumeClaim?: { claimName: string };
    }[];
  };
}
/** An object of Kubernetes as far as checks look into it. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  // biome-ignore lint/suspicious/noExplicitAny: each check knows the kind it asks for, and schemas are checked elsewhere
  spec?: any;
  data?: Record<string, string>;
  stringData?: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: as above, for kinds without a spec
  [field: string]: any;
}

/** All objects of a stream of YAML documents. Aliases, duplicate keys and empty documents are faults of whoever wrote it. */
export function parseObjects(text: string): KubeObject[] {
  return parseAllDocuments(text, { uniqueKeys: true })
    .map((document) => {
      if (document.errors[0] !== undefined) throw new Error(document.errors[0].message);
      return document.toJS() as KubeObject | null;
    })
    .filter((object) => object !== null);
}

/** `Deployment acme-api`. */
export function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.name}`;
}

export function ofKind(objects: KubeObject[], kind: string): KubeObject[] {
  return objects.filter((object) => object.kind === kind);
}

/** The one object of that kind and name. @throws when there is none */
export function find(objects: KubeObject[], kind: string, name: string): KubeObject {
  const object = objects.find((one) => one.kind === kind && one.metadata.name === name);
  if (object === undefined) throw new Error(`there is no ${kind} ${name}`);
  return object;
}

/** Everything that runs pods, with its template. */
export function podTemplates(objects: KubeObject[]): { owner: KubeObject; template: PodTemplate }[] {
  return objects.flatMap((owner) => {
    if (owner.kind === "Deployment" || owner.kind === "Job") return [{ owner, template: owner.spec.template }];
    return owner.kind === "CronJob" ? [{ owner, template: owner.spec.jobTemplate.spec.template }] : [];
  });
}

/** Processor time in thousandths, memory in bytes. */
export function quantity(value: string | number): number {
  const [, amount = "0", unit = ""] = /^([0-9.]+)([A-Za-z]*)$/.exec(String(value)) ?? [];
  const factor = { "": 1, m: 0.001, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 }[unit];
  if (factor === undefined) throw new Error(`${value} is no quantity the checks know`);
  return Number(amount) * factor;
}

/** The maps of a list below an object nobody has typed. */
export function treesOf(value: unknown, field: string): Record<string, unknown>[] {
  const list = (value as Record<string, unknown> | undefined)?.[field];
  return Array.isArray(list) ? list : [];
}
