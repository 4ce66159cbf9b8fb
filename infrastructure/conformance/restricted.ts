import { type Container, type KubeObject, nameOf, podTemplates } from "./objects.ts";

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown) => (value ?? {}) as Fields;

/** Volumes Pod Security's profile `restricted` lets a pod mount. */
const volumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];
const selinuxTypes = [undefined, "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];
const sysctls = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_syncookies",
];

/** Pods that a namespace with `pod-security.kubernetes.io/enforce: restricted` would refuse, in Kubernetes' terms. */
export function restrictedFaults(objects: KubeObject[]): string[] {
  return podTemplates(objects).flatMap(({ owner, template }) => {
    const spec = template.spec as unknown as Fields;
    const pod = fieldsOf(spec.securityContext);
    const groups = ["initContainers", "containers", "ephemeralContainers"];
    const containers = groups.flatMap((name) => (spec[name] ?? []) as Container[]);
    const faults = [...podFields(spec, pod), ...containers.flatMap((container) => containerFields(container, pod))];
    return faults.map((fault) => `${nameOf(owner)} violates restricted: ${fault}`);
  });
}

function podFields(spec: Fields, pod: Fields): string[] {
  const host = ["hostNetwork", "hostPID", "hostIPC"].filter((field) => spec[field] === true);
  const kinds = ((spec.volumes ?? []) as Fields[]).flatMap((volume) =>
    Object.keys(volume).filter((key) => key !== "name"),
  );
  const unsafe = ((pod.sysctls ?? []) as Fields[]).filter(({ name }) => !sysctls.includes(String(name)));
  return [
    ...host.map((field) => `host namespaces (${field})`),
    ...kinds.filter((kind) => !volumes.includes(kind)).map((kind) => `restricted volume types (${kind})`),
    ...unsafe.map(({ name }) => `forbidden sysctls (${name})`),
    ...contextFields("pod", pod),
  ];
}

function containerFields(container: Container, pod: Fields): string[] {
  const own = fieldsOf(container.securityContext);
  const where = `container ${container.name}`;
  const { drop = [], add = [] } = fieldsOf(own.capabilities) as { drop?: string[]; add?: string[] };
  const ports = (container.ports ?? []) as { hostPort?: number }[];
  const either = (field: string) => own[field] ?? pod[field];
  const seccomp = fieldsOf(either("seccompProfile")).type;
  return [
    ...(own.privileged === true ? [`privileged (${where})`] : []),
    ...(own.allowPrivilegeEscalation === false ? [] : [`allowPrivilegeEscalation != false (${where})`]),
    ...(drop.includes("ALL") && add.every((name) => name === "NET_BIND_SERVICE")
      ? []
      : [`unrestricted capabilities (${where})`]),
    ...(either("runAsNonRoot") === true ? [] : [`runAsNonRoot != true (${where})`]),
    ...(seccomp === "RuntimeDefault" || seccomp === "Localhost" ? [] : [`seccompProfile (${where})`]),
    ...(ports.some(({ hostPort }) => (hostPort ?? 0) !== 0) ? [`hostPort (${where})`] : []),
    ...([undefined, "Default"].includes(own.procMount as string | undefined) ? [] : [`procMount (${where})`]),
    ...contextFields(where, own),
  ];
}

/** What may stand both at a pod and at a container. */
function contextFields(where: string, context: Fields): string[] {
  const { type, user, role } = fieldsOf(context.seLinuxOptions) as Record<string, string | undefined>;
  const isConfined = ["RuntimeDefault", "Localhost", undefined].includes(
    fieldsOf(context.appArmorProfile).type as string,
  );
  return [
    ...(context.runAsUser === 0 ? [`runAsUser=0 (${where})`] : []),
    ...(fieldsOf(context.windowsOptions).hostProcess === true ? [`hostProcess (${where})`] : []),
    ...(selinuxTypes.includes(type) && !user && !role ? [] : [`seLinuxOptions (${where})`]),
    ...(isConfined ? [] : [`appArmorProfile (${where})`]),
  ];
}
