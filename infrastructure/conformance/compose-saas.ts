import { secretsFrom } from "@mechanicbuddy/management-api/compose";
import { readConfig } from "@mechanicbuddy/platform/config";
import type { ConfigDefinition } from "@mechanicbuddy/platform/config/definition";
import { managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { parse } from "yaml";
import { type Check, none } from "./check.ts";
import { textOf } from "./scratch.ts";

const servers: Record<string, ConfigDefinition> = {
  "management-migrate": managementApiConfig,
  "management-api": managementApiConfig,
  "free-tier-migrate": workshopApiConfig,
  "free-tier-api": workshopApiConfig,
};

/** Each server of the profile starts in production with what the profile gives it, and every secret it names is made. */
async function settingsAreEnough(): Promise<void> {
  const { services } = parse(await textOf("docker-compose.yml"), { merge: true }) as {
    services: Record<string, { profiles?: string[]; environment?: Record<string, string> }>;
  };
  const secrets: Record<string, string> = secretsFrom("0f".repeat(64), { Host: "db", Port: 5432 });
  const faults = Object.entries(services).flatMap(([name, { profiles, environment = {} }]) => {
    if (profiles?.includes("saas") !== true) return [];
    const given = Object.entries(environment).map(([key, value]): [string, string | undefined] =>
      value.startsWith("/saas/") ? [key.replace(/_FILE$/, ""), secrets[value.slice("/saas/".length)]] : [key, value],
    );
    const missing = given.filter(([, value]) => value === undefined).map(([key]) => `${name}: nobody makes ${key}`);
    const definition = servers[name];
    if (definition === undefined) return missing;
    const env = { NODE_ENV: "production", ...Object.fromEntries(given) };
    const { problems } = readConfig(definition, { env, files: { settings: [], env: "" } });
    return [...missing, ...problems.map((problem) => `${name}: ${problem}`)];
  });
  none(faults);
}

export const checks: Check[] = [{ row: "compose-up", run: settingsAreEnough }];
