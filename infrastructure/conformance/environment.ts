import { randomBytes } from "node:crypto";
import { readConfig } from "@mechanicbuddy/platform/config";
import type { ConfigDefinition } from "@mechanicbuddy/platform/config/definition";
import { managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { workshopApiConfig, workshopWebConfig } from "@mechanicbuddy/platform/config/workshop";
import { renderedCases } from "./charts.ts";
import { type Check, none } from "./check.ts";
import { type Container, type KubeObject, nameOf, ofKind, podTemplates } from "./objects.ts";
import { containersOf } from "./pods.ts";

/** Values in the right format for each key a Secret may hold. */
export function filledSecrets(): Record<string, string> {
  const word = () => randomBytes(24).toString("base64url");
  return {
    "jwt-secret": randomBytes(64).toString("hex"),
    "consumer-secret": randomBytes(32).toString("base64"),
    "session-secret": randomBytes(32).toString("base64"),
    "smtp-password": word(),
    "db-password": word(),
    "db-app-password": word(),
    "access-key": word(),
    "secret-key": word(),
    "npm-api-url": "http://nginx-proxy-manager:81/api",
    "npm-api-token": word(),
    "cloudflare-api-token": word(),
    username: "owner",
    password: word(),
  };
}

/** The variables a container starts with, as the kubelet would put them together. `secrets` are values by key. */
export function environmentOf(
  objects: KubeObject[],
  { env = [], envFrom = [] }: Container,
  secrets: Record<string, string>,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { configMapRef } of envFrom) {
    const map = ofKind(objects, "ConfigMap").find(({ metadata }) => metadata.name === configMapRef?.name);
    Object.assign(values, map?.data);
  }
  for (const { name, value, valueFrom } of env) {
    const text = value ?? secrets[valueFrom?.secretKeyRef?.key ?? ""];
    if (text !== undefined) values[name] = text;
  }
  return values;
}

const definitions: Record<string, ConfigDefinition> = {
  "apps/workshop-api": workshopApiConfig,
  "apps/workshop-web": workshopWebConfig,
  "apps/management-api": managementApiConfig,
};

/** Each server accepts in production what its chart gives it. */
async function settingsAreAccepted(): Promise<void> {
  const secrets = filledSecrets();
  const faults = (await renderedCases()).flatMap(({ name, objects }) =>
    podTemplates(objects).flatMap(({ owner, template }) =>
      containersOf(template).flatMap((container) => {
        const definition = definitions[(container.command?.[1] ?? "").split("/").slice(0, 2).join("/")];
        if (definition === undefined) return [];
        const { DB_APP_PASSWORD_FILE: left, ...env } = environmentOf(objects, container, secrets);
        const inputs = { env: { ...env, ...(left && { DB_APP_PASSWORD: "left" }) }, files: { settings: [], env: "" } };
        return readConfig(definition, inputs).problems.map((problem) => `${name}: ${nameOf(owner)}: ${problem}`);
      }),
    ),
  );
  none(faults);
}

export const checks: Check[] = [
  { row: "production-values", run: settingsAreAccepted },
  { row: "free-tier-values", run: settingsAreAccepted },
  { row: "tenant-values", run: settingsAreAccepted },
];
