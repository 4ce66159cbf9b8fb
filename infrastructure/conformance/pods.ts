import type { Container, KubeObject, PodTemplate } from "./objects.ts";
import { nameOf, ofKind, podTemplates } from "./objects.ts";

/** What each pod must be beyond its schema: Pod Security `restricted`, our own user, bounds, probes. */
export function podFaults(objects: KubeObject[]): string[] {
  return podTemplates(objects).flatMap(({ owner, template }) => {
    const faults = [...podLevelFaults(owner, template), ...containersOf(template).flatMap(containerFaults)];
    if (owner.kind === "Deployment") faults.push(...template.spec.containers.flatMap(probeFaults));
    return faults.map((fault) => `${nameOf(owner)}: ${fault}`);
  });
}

export function containersOf({ spec }: PodTemplate): Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

function podLevelFaults(owner: KubeObject, { spec, metadata }: PodTemplate): string[] {
  const security = spec.securityContext ?? {};
  const isManager = owner.metadata.name === "management-api";
  const faults: string[] = [];
  if (security.runAsNonRoot !== true) faults.push("may run as root");
  if (!(Number(security.runAsUser) > 10_000 && Number(security.runAsGroup) > 10_000))
    faults.push("its user and group are not above 10000");
  if ((security.seccompProfile as { type?: string } | undefined)?.type !== "RuntimeDefault")
    faults.push("has no seccomp profile RuntimeDefault");
  if (spec.automountServiceAccountToken !== isManager)
    faults.push(isManager ? "has no token for the Kubernetes API" : "has a token for the Kubernetes API");
  for (const field of ["hostNetwork", "hostPID", "hostIPC"]) if (field in spec) faults.push(`sets ${field}`);
  const kinds = (spec.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => key !== "name"));
  for (const kind of kinds) {
    if (!["emptyDir", "secret", "configMap", "persistentVolumeClaim", "projected"].includes(kind))
      faults.push(`mounts a volume of kind ${kind}`);
  }
  if (owner.kind === "Deployment") faults.push(...selectorFaults(owner, metadata?.labels ?? {}));
  return faults;
}

function selectorFaults(owner: KubeObject, labels: Record<string, string>): string[] {
  const wanted: Record<string, string> = owner.spec.selector.matchLabels;
  const matches = Object.entries(wanted).every(([key, value]) => labels[key] === value);
  const { rollingUpdate } = owner.spec.strategy;
  return [
    ...(matches ? [] : ["its selector does not match its pods"]),
    ...(rollingUpdate.maxUnavailable === 0 && rollingUpdate.maxSurge === 1 ? [] : ["stops pods before new ones serve"]),
  ];
}

function containerFaults(container: Container): string[] {
  const { name, securityContext = {}, resources, volumeMounts = [] } = container;
  const capabilities = securityContext.capabilities as { drop?: string[]; add?: string[] } | undefined;
  const faults: string[] = [];
  if (securityContext.allowPrivilegeEscalation !== false) faults.push("may gain privileges");
  if (securityContext.readOnlyRootFilesystem !== true) faults.push("may write its image");
  if (!capabilities?.drop?.includes("ALL") || capabilities.add !== undefined) faults.push("keeps capabilities");
  if (!volumeMounts.some(({ mountPath }) => mountPath === "/tmp")) faults.push("has no /tmp");
  for (const bound of ["requests", "limits"] as const) {
    for (const kind of ["cpu", "memory", "ephemeral-storage"]) {
      if (resources?.[bound]?.[kind] === undefined) faults.push(`has no ${bound} of ${kind}`);
    }
  }
  return faults.map((fault) => `container ${name} ${fault}`);
}

function probeFaults({ name, startupProbe, livenessProbe, readinessProbe }: Container): string[] {
  const faults: string[] = [];
  for (const [kind, probe] of Object.entries({ startupProbe, livenessProbe, readinessProbe })) {
    if (probe === undefined) faults.push(`container ${name} has no ${kind}`);
  }
  if (JSON.stringify(livenessProbe) === JSON.stringify(readinessProbe))
    faults.push(`container ${name} is killed as soon as it is not ready`);
  return faults;
}

/** From two pods on, one always stays and they spread over nodes. */
export function availabilityFaults(objects: KubeObject[]): string[] {
  const kept = new Set(ofKind(objects, "PodDisruptionBudget").map(({ spec }) => spec.selector.matchLabels.app));
  const scaled = new Map(
    ofKind(objects, "HorizontalPodAutoscaler").map(({ spec }) => [spec.scaleTargetRef.name, spec]),
  );
  return ofKind(objects, "Deployment").flatMap((owner) => {
    const { name } = owner.metadata;
    const replicas: number = owner.spec.replicas ?? scaled.get(name)?.minReplicas ?? 0;
    const spreads = owner.spec.template.spec.topologySpreadConstraints?.[0]?.labelSelector.matchLabels.app === name;
    return [
      ...(replicas === 0 ? [`${name} has neither replicas nor an autoscaler`] : []),
      ...(replicas > 1 && !kept.has(name) ? [`${name} has no PodDisruptionBudget`] : []),
      ...(spreads ? [] : [`${name} does not spread over nodes`]),
    ];
  });
}
