import { existsSync } from "node:fs";
import { join } from "node:path";
import { managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { workshopApiConfig, workshopWebConfig } from "@mechanicbuddy/platform/config/workshop";
import type { TObject } from "typebox";
import { type Container, type KeyReference, type KubeObject, nameOf, ofKind, podTemplates } from "./objects.ts";
import { containersOf } from "./pods.ts";
import { root } from "./programs.ts";

/** Secrets that exist beforehand or that an operator makes, with their keys. */
export interface Given {
  secrets: Record<string, string[]>;
}

const names = ({ variables }: { variables: TObject }) => Object.keys(variables.properties);
const portal = ["MANAGEMENT_API_URL", "PORTAL_URL", "SESSION_SECRET", "BASE_DOMAIN", "NODE_ENV", "HOST", "PORT"];
/** Settings of the platform's drivers as its specification names them. */
const drivers = [
  "PROVIDERS_KUBERNETES",
  "PROVIDERS_STRIPE",
  "STRIPE_SECRET_KEY",
  "STRIPE_WEBHOOK_SECRET",
  "CLOUDFLARE_PROXIED",
  "IMAGE_REGISTRY",
  "IMAGE_TAG",
  "STORAGE_CLASS",
  "CLUSTER_ISSUER",
];
const known: Record<string, string[]> = {
  "apps/workshop-api/src/main.ts": names(workshopApiConfig),
  "apps/workshop-api/src/migrate.ts": names(workshopApiConfig),
  "apps/workshop-web/server/main.ts": names(workshopWebConfig),
  "apps/management-api/src/main.ts": [...names(managementApiConfig), ...drivers],
  "apps/management-api/src/migrate.ts": [...names(managementApiConfig), ...drivers],
  "apps/management-portal/server/main.ts": portal,
};
const ofNode = ["NODE_EXTRA_CA_CERTS", "HOME"];

/** Commands start files of the repository, and their variables are settings of that server, each named once. */
export function settingFaults(objects: KubeObject[]): string[] {
  const maps = new Map(ofKind(objects, "ConfigMap").map(({ metadata, data = {} }) => [metadata.name, data]));
  return podTemplates(objects).flatMap(({ owner, template }) =>
    containersOf(template).flatMap((container) => {
      const [program, script = ""] = container.command ?? [];
      if (program !== "node") return [];
      const where = `${nameOf(owner)}: container ${container.name}`;
      const settings = known[script];
      if (settings === undefined || !existsSync(join(root, script)))
        return [`${where} starts ${script}, which is no server`];
      const own = (container.env ?? []).map(({ name }) => name);
      const shared = (container.envFrom ?? []).flatMap(({ configMapRef }) =>
        Object.keys(maps.get(configMapRef?.name ?? "") ?? {}),
      );
      const given = [...own, ...shared];
      return [
        ...given
          .filter((name) => !settings.includes(name.replace(/_FILE$/, "")) && !ofNode.includes(name))
          .map((name) => `${where} sets ${name}, which its server does not know`),
        ...given.filter((name, index) => given.indexOf(name) !== index).map((name) => `${where} sets ${name} twice`),
      ];
    }),
  );
}

/** Whatever is named exists: Secrets and keys, ConfigMaps, claims, accounts, services and their ports. */
export function referenceFaults(objects: KubeObject[], given: Given): string[] {
  const has = (kind: string, name: string) => objects.some((one) => one.kind === kind && one.metadata.name === name);
  const keys = secretKeys(objects, given);
  const faults: string[] = [];
  for (const { owner, template } of podTemplates(objects)) {
    const miss = (what: string) => faults.push(`${nameOf(owner)} names ${what}, which is not there`);
    const { serviceAccountName, volumes = [] } = template.spec;
    if (serviceAccountName !== undefined && !has("ServiceAccount", serviceAccountName))
      miss(`account ${serviceAccountName}`);
    for (const { secret, persistentVolumeClaim } of volumes) {
      if (persistentVolumeClaim && !has("PersistentVolumeClaim", persistentVolumeClaim.claimName))
        miss(`claim ${persistentVolumeClaim.claimName}`);
      for (const { key } of secret?.items ?? []) {
        if (secret && !keys.get(secret.secretName)?.includes(key)) miss(`key ${key} of Secret ${secret.secretName}`);
      }
    }
    for (const container of containersOf(template)) {
      for (const { configMapRef } of container.envFrom ?? []) {
        if (configMapRef && !has("ConfigMap", configMapRef.name)) miss(`ConfigMap ${configMapRef.name}`);
      }
      for (const { name, key, optional } of keyReferences(container)) {
        if (!keys.has(name) || (optional !== true && !keys.get(name)?.includes(key)))
          miss(`key ${key} of Secret ${name}`);
      }
      const mounts = (container.volumeMounts ?? []).map(({ name }) => name);
      for (const name of mounts) if (!volumes.some((volume) => volume.name === name)) miss(`volume ${name}`);
    }
  }
  return [...faults, ...serviceFaults(objects)];
}

function keyReferences({ env = [] }: Container): KeyReference[] {
  return env.flatMap(({ valueFrom }) => (valueFrom?.secretKeyRef ? [valueFrom.secretKeyRef] : []));
}

/** Keys of each Secret: those rendered, those of the operator's clusters, and those given. */
function secretKeys(objects: KubeObject[], { secrets }: Given): Map<string, string[]> {
  const keys = new Map(Object.entries(secrets));
  for (const { metadata, data = {}, stringData = {} } of ofKind(objects, "Secret")) {
    keys.set(metadata.name, [...Object.keys(data), ...Object.keys(stringData)]);
  }
  for (const { metadata } of ofKind(objects, "Cluster")) {
    keys.set(`${metadata.name}-app`, ["username", "password"]);
    keys.set(`${metadata.name}-ca`, ["ca.crt"]);
  }
  return keys;
}

function serviceFaults(objects: KubeObject[]): string[] {
  const pods = podTemplates(objects);
  const faults: string[] = [];
  for (const service of ofKind(objects, "Service")) {
    const { selector, ports } = service.spec as { selector: Record<string, string>; ports: { targetPort: string }[] };
    const behind = pods.filter(({ template }) =>
      Object.entries(selector).every(([key, value]) => template.metadata?.labels?.[key] === value),
    );
    if (behind.length !== 1) faults.push(`${nameOf(service)} selects ${behind.length} workloads instead of one`);
    const named = behind.flatMap(({ template }) =>
      template.spec.containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name)),
    );
    for (const { targetPort } of ports) {
      if (!named.includes(targetPort))
        faults.push(`${nameOf(service)} forwards to the port ${targetPort}, which no pod has`);
    }
  }
  for (const ingress of ofKind(objects, "Ingress")) {
    const backends = ingress.spec.rules.flatMap(
      (rule: { http: { paths: { backend: { service: { name: string; port: { name: string } } } }[] } }) =>
        rule.http.paths.map(({ backend }) => backend.service),
    );
    for (const { name, port } of backends as { name: string; port: { name: string } }[]) {
      const service = objects.find((one) => one.kind === "Service" && one.metadata.name === name);
      const hasPort = service?.spec.ports.some((one: { name: string }) => one.name === port.name);
      if (!hasPort) faults.push(`${nameOf(ingress)} forwards to ${name}, port ${port.name}, which is not there`);
    }
  }
  for (const scaler of ofKind(objects, "HorizontalPodAutoscaler")) {
    const { name } = scaler.spec.scaleTargetRef;
    if (!objects.some((one) => one.kind === "Deployment" && one.metadata.name === name))
      faults.push(`${nameOf(scaler)} scales ${name}, which is not there`);
  }
  for (const policy of ofKind(objects, "NetworkPolicy")) {
    const { app } = policy.spec.podSelector.matchLabels ?? {};
    const selects = app === undefined || pods.some(({ template }) => template.metadata?.labels?.app === app);
    if (!selects && !app.endsWith("-backup") && !app.endsWith("-migration"))
      faults.push(`${nameOf(policy)} is about ${app}, which is not there`);
  }
  return faults;
}
