import type { Kind } from "./kinds.ts";
import { at, isSame, type KubeObject, treeAt, treesAt } from "./object.ts";
import { invalid } from "./refusal.ts";
import { carries } from "./selectors.ts";

/** Fills in what Kubernetes fills in, as far as somebody looks at it afterwards. */
export function withDefaults({ kind }: Kind, object: KubeObject, before: KubeObject | undefined): KubeObject {
  const spec = treeAt(object, "spec");
  if (kind === "Secret") return asSecret(object);
  if (kind === "Deployment") return { ...object, spec: { replicas: 1, ...spec } };
  if (kind === "Job") return { ...object, spec: { parallelism: 1, completions: 1, backoffLimit: 6, ...spec } };
  if (kind === "Service") {
    const clusterIP = at(before, "spec", "clusterIP") ?? addressOf(object);
    return { ...object, spec: { clusterIP, type: "ClusterIP", ...spec } };
  }
  if (kind !== "Namespace") return object;
  const { metadata } = object;
  const labels = { ...metadata.labels, "kubernetes.io/metadata.name": metadata.name };
  return { ...object, metadata: { ...metadata, labels }, status: { phase: "Active" } };
}

function asSecret({ stringData, ...object }: KubeObject): KubeObject {
  const plain = Object.entries((stringData ?? {}) as Record<string, string>);
  const data = { ...treeAt(object, "data"), ...Object.fromEntries(plain.map(([key, text]) => [key, btoa(text)])) };
  return { ...(object as KubeObject), ...(Object.keys(data).length > 0 && { data }), type: object.type ?? "Opaque" };
}

const btoa = (text: string) => Buffer.from(text).toString("base64");

/** An address of its own for each service, from its name. */
function addressOf({ metadata }: KubeObject): string {
  const sum = [...`${metadata.namespace}/${metadata.name}`].reduce(
    (total, letter) => (total * 31 + letter.charCodeAt(0)) % 65_025,
    7,
  );
  return `10.96.${Math.floor(sum / 255) + 1}.${(sum % 255) + 1}`;
}

const words = {
  label:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
  subdomain:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
};
const label = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

interface Fault {
  field: string;
  value: unknown;
  says: string;
}

/** @throws Refusal 422 with everything that is wrong with it */
export function validate(kind: Kind, object: KubeObject, before: KubeObject | undefined): void {
  const faults = [...nameFaults(kind, object), ...specFaults(object), ...changeFaults(object, before)];
  if (faults.length === 0) return;
  const causes = faults.map(({ field, value, says }) =>
    value === undefined
      ? { reason: "FieldValueRequired", field, message: `Required value${says && `: ${says}`}` }
      : { reason: "FieldValueInvalid", field, message: `Invalid value: ${JSON.stringify(value)}: ${says}` },
  );
  throw invalid(kind, object.metadata.name, causes);
}

function nameFaults({ kind, group }: Kind, { metadata }: KubeObject): Fault[] {
  const { name } = metadata;
  const field = "metadata.name";
  if (name === "") return [{ field, value: undefined, says: "name or generateName is required" }];
  if (group === "rbac.authorization.k8s.io") return [];
  if (["Namespace", "Service"].includes(kind))
    return label.test(name) ? [] : [{ field, value: name, says: words.label }];
  return subdomain.test(name) && name.length <= 253 ? [] : [{ field, value: name, says: words.subdomain }];
}

function specFaults(object: KubeObject): Fault[] {
  const { kind } = object;
  if (kind === "Deployment" || kind === "Job") {
    const field = "spec.template.spec.containers";
    const faults =
      treesAt(object, "spec", "template", "spec", "containers").length === 0
        ? [{ field, value: undefined, says: "" }]
        : [];
    if (kind === "Job") return faults;
    const labels = treeAt(object, "spec", "template", "metadata", "labels") as Record<string, string>;
    const wanted = treeAt(object, "spec", "selector", "matchLabels");
    const matches = Object.keys(wanted).length > 0 && carries(labels, wanted);
    const says = "`selector` does not match template `labels`";
    return matches ? faults : [...faults, { field: "spec.template.metadata.labels", value: labels, says }];
  }
  if (kind === "Service" && treesAt(object, "spec", "ports").length === 0 && at(object, "spec", "clusterIP") !== "None")
    return [{ field: "spec.ports", value: undefined, says: "" }];
  return [];
}

/** What may not change once it is there. */
const fixed: Record<string, string[][]> = {
  Deployment: [["spec", "selector"]],
  Job: [
    ["spec", "template"],
    ["spec", "completions"],
  ],
  Secret: [["type"]],
  RoleBinding: [["roleRef"]],
  ClusterRoleBinding: [["roleRef"]],
  PersistentVolumeClaim: [
    ["spec", "accessModes"],
    ["spec", "storageClassName"],
  ],
};

function changeFaults(object: KubeObject, before: KubeObject | undefined): Fault[] {
  if (before === undefined) return [];
  return (fixed[object.kind] ?? [])
    .filter((path) => at(before, ...path) !== undefined && !isSame(at(before, ...path), at(object, ...path)))
    .map((path) => ({ field: path.join("."), value: at(object, ...path) ?? null, says: "field is immutable" }));
}
