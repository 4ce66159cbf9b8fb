import { type Rendered, renderedCases } from "./charts.ts";
import { type Check, none } from "./check.ts";
import { cnpgFaults } from "./cnpg.ts";
import type { KubeObject } from "./objects.ts";
import { availabilityFaults, podFaults } from "./pods.ts";
import { quotaFaults } from "./quota.ts";
import { type Given, referenceFaults, settingFaults } from "./references.ts";
import { restrictedFaults } from "./restricted.ts";
import { schemaFaults } from "./strict.ts";

/** Secrets the cases name as existing, with the keys their values files promise. */
const given: Given = {
  secrets: {
    platform: ["jwt-secret", "consumer-secret", "session-secret", "db-password", "db-app-password"],
    "platform-owner": ["username", "password"],
    uploads: ["access-key", "secret-key"],
    "free-tier-secrets": ["jwt-secret", "consumer-secret", "session-secret", "smtp-password", "db-password"],
  },
};

/** Faults of objects by the schemas of their kinds. */
export async function kindFaults(objects: KubeObject[]): Promise<string[]> {
  const faults = await Promise.all(
    objects.map((object) =>
      object.apiVersion.startsWith("postgresql.cnpg.io/") ? cnpgFaults(object) : schemaFaults(object),
    ),
  );
  return faults.flat();
}

/** Faults of what runs together in one namespace, by our own rules. */
export function ruleFaults(objects: KubeObject[]): string[] {
  return [
    ...podFaults(objects),
    ...restrictedFaults(objects),
    ...availabilityFaults(objects),
    ...settingFaults(objects),
    ...referenceFaults(objects, given),
    ...quotaFaults(objects),
  ];
}

async function inAllCases(faultsOf: (one: Rendered) => string[] | Promise<string[]>): Promise<void> {
  const faults = await Promise.all(
    (await renderedCases()).map(async (one) => (await faultsOf(one)).map((fault) => `${one.name}: ${fault}`)),
  );
  none(faults.flat());
}

/** Rights nobody needs: everything, and running commands in pods. */
function rightFaults(objects: KubeObject[]): string[] {
  return objects
    .filter(({ kind }) => kind === "ClusterRole" || kind === "Role")
    .flatMap(({ metadata, rules }) =>
      (rules as { apiGroups: string[]; resources: string[]; verbs: string[] }[])
        .flatMap(({ apiGroups, resources, verbs }) => [...apiGroups, ...resources, ...verbs])
        .filter((word) => word === "*" || word === "pods/exec" || word === "escalate" || word === "impersonate")
        .map((word) => `${metadata.name} gives ${word}`),
    );
}

/** Unless it is switched off, nothing in the namespace talks without a rule. */
function networkFaults({ objects, set }: Rendered): string[] {
  if (set.includes("networkPolicy.enabled=false")) return [];
  const closed = objects.some(
    ({ kind, spec }) =>
      kind === "NetworkPolicy" &&
      Object.keys(spec.podSelector).length === 0 &&
      spec.policyTypes.length === 2 &&
      spec.ingress === undefined &&
      spec.egress === undefined,
  );
  return closed ? [] : ["pods may talk to anybody"];
}

export const checks: Check[] = [
  { row: "cluster-prerequisites", run: () => inAllCases(({ objects }) => kindFaults(objects)) },
  { row: "security-checklist", run: () => inAllCases(({ objects }) => ruleFaults(objects)) },
  { row: "security-checklist", run: () => inAllCases(({ objects }) => rightFaults(objects)) },
  { row: "security-checklist", run: () => inAllCases(networkFaults) },
];
