import { type KubeObject, ofKind, type PodTemplate, podTemplates, quantity } from "./objects.ts";

/** What a namespace needs at most: every workload at its largest, one surge each, and the jobs beside. */
export function quotaFaults(objects: KubeObject[], scaledTo: Record<string, number> = {}): string[] {
  const quota = ofKind(objects, "ResourceQuota")[0];
  if (quota === undefined) return [];
  const most = new Map(
    ofKind(objects, "HorizontalPodAutoscaler").map(({ spec }) => [
      spec.scaleTargetRef.name as string,
      spec.maxReplicas as number,
    ]),
  );
  const needed: Record<string, number> = { pods: 0 };
  for (const { owner, template } of podTemplates(objects)) {
    const { name } = owner.metadata;
    const replicas = scaledTo[name] ?? most.get(name) ?? (owner.spec.replicas as number | undefined);
    const pods = owner.kind === "Deployment" ? (replicas ?? 1) + 1 : 1;
    addPods(needed, pods, template);
  }
  for (const { spec } of ofKind(objects, "Cluster")) {
    // Instances, and one job that makes or joins the next.
    addAmounts(needed, spec.instances + 1, spec.resources);
    needed.pods = (needed.pods ?? 0) + spec.instances + 1;
  }
  return Object.entries(quota.spec.hard as Record<string, string>)
    .filter(([name, hard]) => (needed[name] ?? 0) > quantity(hard) + 1e-9)
    .map(([name, hard]) => `${quota.metadata.name}: ${name} is ${hard}, but up to ${needed[name]} are needed`);
}

function addPods(needed: Record<string, number>, pods: number, { spec }: PodTemplate): void {
  needed.pods = (needed.pods ?? 0) + pods;
  for (const container of spec.containers) addAmounts(needed, pods, container.resources ?? {});
}

function addAmounts(
  needed: Record<string, number>,
  times: number,
  amounts: { requests?: Record<string, string | number>; limits?: Record<string, string | number> },
): void {
  for (const bound of ["requests", "limits"] as const) {
    for (const kind of ["cpu", "memory"]) {
      const name = `${bound}.${kind}`;
      needed[name] = (needed[name] ?? 0) + times * quantity(amounts[bound]?.[kind] ?? 0);
    }
  }
}
