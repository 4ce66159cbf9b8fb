import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inTransaction } from "@mechanicbuddy/management-api/context";
import { migratePlatform } from "@mechanicbuddy/management-api/migrate";
import { startFakes } from "@mechanicbuddy/management-api/providers/fakes";
import { type RunningPlatform, startPlatform } from "@mechanicbuddy/management-api/server";
import { invite } from "@mechanicbuddy/management-api/staff/staff";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { bootstrapCluster, type Owner } from "@mechanicbuddy/platform/database/bootstrap";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import type { Log } from "@mechanicbuddy/platform/log";
import { listenHost, type portsFrom } from "./ports.ts";
import type { Secrets } from "./secrets.ts";

export type { RunningPlatform };

interface Options {
  ports: ReturnType<typeof portsFrom>;
  log: Log;
  now: () => Date;
  secrets: Secrets;
  superuser: Owner;
  /** Where the settings are left for the operator's commands. */
  dataDirectory: string;
}

/** Starts the platform on the database server of this machine; the workshops' API is its shared instance `free-tier`. */
export async function startOwnPlatform({
  ports,
  log,
  now,
  secrets,
  superuser,
  dataDirectory,
}: Options): Promise<RunningPlatform> {
  const owner = { ...superuser, database: "platform", user: "platform", password: secrets.platformPassword };
  await bootstrapCluster(superuser, owner);
  const fakes = await startFakes("localhost");
  const env = { ...environment(ports, secrets), ...fakes.settings };
  const config = loadConfig(managementApiConfig, { env });
  const { app } = await loginsFrom({ ...config, INSTANCE_ID: "platform" });
  await migratePlatform(owner, app.password);
  const platform = await startPlatform(config, log, now);
  await writeFile(join(dataDirectory, "platform.env"), inEnvFile(env), { mode: 0o600 });
  return {
    ...platform,
    stop: async (drainMs) => {
      await platform.stop(drainMs);
      await fakes.stop();
    },
  };
}

/** Settings of a platform of this machine, as a process of its own would get them. */
function environment(ports: Options["ports"], secrets: Secrets): Record<string, string> {
  return {
    NODE_ENV: "development",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    HOST: listenHost(),
    PORT: String(ports.platform.port),
    METRICS_PORT: "0",
    DB_HOST: "127.0.0.1",
    DB_PORT: String(ports.database.port),
    DB_NAME: "platform",
    DB_USER: "platform",
    DB_PASSWORD: secrets.platformPassword,
    JWT_SECRET: secrets.platformSecret,
    PLATFORM_SIGNING_KEY: secrets.platformSigningKey,
    PORTAL_URL: `http://localhost:${ports.portal.port}`,
    PUBLIC_URL: `http://127.0.0.1:${ports.platform.port}`,
    BASE_DOMAIN: "localhost",
    WORKSHOP_URL: `http://localhost:${ports.web.port}`,
    FREE_TIER_API_URL: `http://127.0.0.1:${ports.api.port}`,
    FREE_TIER_WEB_UPSTREAM: `127.0.0.1:${ports.web.port}`,
    SMTP_HOST: "127.0.0.1",
    SMTP_PORT: String(ports.smtp.port),
    SMTP_FROM: "no-reply@mechanicbuddy.example",
  };
}

/** `npm run staff` and `npm run jobs` read this file, so that beside `npm start` they need no settings. */
function inEnvFile(env: Record<string, string>): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join("");
}

/** What `npm run staff -- invite` does: the token of a link by which an owner of the platform comes in. */
export async function inviteOwner({ context }: RunningPlatform, email: string): Promise<string> {
  const [, token] = await inTransaction(context(), (ctx) => invite(ctx, { email, name: "Olga Owner", role: "owner" }));
  return token;
}
