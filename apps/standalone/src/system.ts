import { createPublicKey } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "@mechanicbuddy/platform/clock";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { bootstrapCluster, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { startEmbedded, stopLeftover } from "@mechanicbuddy/platform/database/embedded";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { migrate } from "@mechanicbuddy/platform/database/migrate";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { provisionTenant } from "@mechanicbuddy/platform/database/provision";
import { parseProxies } from "@mechanicbuddy/platform/http/address";
import type { Log } from "@mechanicbuddy/platform/log";
import { migrationsDirectory } from "@mechanicbuddy/workshop-api/migrate";
import { type RunningApi, startApi } from "@mechanicbuddy/workshop-api/server";
import { serveSite } from "@mechanicbuddy/workshop-web/server/serve";
import { type Demo, demos } from "./demo/demos.ts";
import { type MailCatcher, startMailCatcher } from "./mail-catcher.ts";
import { type RunningMate, startMate } from "./mate.ts";
import { type RunningPlatform, startOwnPlatform } from "./platform.ts";
import { startPortal } from "./portal.ts";
import { listenHost, type portsFrom, takenPorts } from "./ports.ts";
import { secretsOf } from "./secrets.ts";
import { buildSite, sites } from "./site-build.ts";

export interface SystemOptions {
  ports: ReturnType<typeof portsFrom>;
  /** Folder of database and secrets; kept between starts. */
  dataDirectory: string;
  /** Empties the data folder first. */
  fresh: boolean;
  log: Log;
  /** Says what is going on. */
  tell: (line: string) => void;
  now?: () => Date;
  /** The workshops it begins with; the demo ones unless said. */
  workshops?: readonly Demo[];
  /** False fills the workshops for measuring: no site, and no background work in between. */
  serve?: boolean;
  /** Ed25519 key (PEM) of the platform; one of this machine's own unless said. */
  signingKey?: string;
}

export interface RunningSystem {
  api: RunningApi;
  mail: MailCatcher;
  /** Undefined when nothing is served. */
  mate: RunningMate | undefined;
  /** Undefined when nothing is served. */
  platform: RunningPlatform | undefined;
  demos: readonly Demo[];
  stop(): Promise<void>;
}

/** A fault a person can do something about; shown without a stack. */
export class StartFault extends Error {}

/** Starts the whole system on this machine: database, mail catcher, API, site, demo workshops. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { ports, dataDirectory, fresh, log, tell, now = systemClock, workshops = demos, serve = true } = options;
  const databaseDirectory = join(dataDirectory, "postgres");
  // With site and API free, a database of this folder that still runs belongs to a start that was killed.
  if ((await takenPorts([ports.web, ports.api, ports.mate, ports.platform])).length === 0)
    await stopLeftover(databaseDirectory);
  const taken = await takenPorts(Object.values(ports));
  if (taken.length > 0) throw new StartFault(taken.join("\n"));
  if (fresh) {
    await rm(databaseDirectory, { recursive: true, force: true });
    await rm(join(dataDirectory, "secrets.json"), { force: true });
  }
  const kept = await secretsOf(dataDirectory);
  const secrets = { ...kept, platformSigningKey: options.signingKey ?? kept.platformSigningKey };
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    // One after the other: together they would wait for the same two cores.
    const building = serve ? buildAll() : Promise.resolve(false);
    building.catch(() => undefined);
    const database = await startEmbedded({
      directory: databaseDirectory,
      port: ports.database.port,
      password: secrets.superuserPassword,
      settings: { max_connections: "200", log_parameter_max_length: "0" },
    });
    stops.push(database.stop);
    const owner = {
      ...database.superuser,
      database: "mechanicbuddy",
      user: "mechanicbuddy",
      password: secrets.ownerPassword,
    };
    await bootstrapCluster(database.superuser, owner);
    const config = loadConfig(workshopApiConfig, { env: apiEnvironment(options, secrets), cwd: dataDirectory });
    const { app, tenantKeys } = await loginsFrom(config);
    const migrations = await readMigrations(migrationsDirectory);
    const { failed } = await migrate({ owner, appPassword: app.password, tenants: migrations, keys: tenantKeys });
    if (failed.length > 0)
      throw new StartFault(failed.map(({ id, error }) => `${id} cannot be migrated: ${error}`).join("\n"));
    const isNew = await withClient(owner, async (client) => {
      const known = await client.query<{ id: string }>("select id from instance.tenants where state = 'active'");
      const missing = workshops.filter((demo) => !known.rows.some((row) => row.id === demo.id));
      for (const demo of missing) await provisionTenant(client, demo.id, tenantKeys, migrations);
      return missing;
    });
    const mail = await startMailCatcher(ports.smtp.port, ports.mail.port);
    stops.push(mail.stop);
    const api = await startApi(config, log, now);
    stops.push(() => api.stop());
    if (isNew.length > 0) tell(`Filling ${isNew.map(({ name }) => name).join(" and ")} …`);
    for (const demo of isNew) await demo.fill(await api.contextOf(demo.id), owner);
    if (await building) tell("The sites were built.");
    if (serve) await startSite(options, secrets, stops);
    const mate = serve ? await startMate({ ports, log, now, secrets, superuser: database.superuser }) : undefined;
    if (mate !== undefined) stops.push(mate.stop);
    const platform = serve
      ? await startOwnPlatform({ ports, log, now, secrets, superuser: database.superuser, dataDirectory })
      : undefined;
    if (platform !== undefined) stops.push(() => platform.stop());
    if (serve) stops.push(await startPortal(ports));
    return { api, mail, mate, platform, demos: workshops, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Whether anything had to be built. */
async function buildAll(): Promise<boolean> {
  let isBuilt = false;
  for (const name of sites) isBuilt = (await buildSite(name)) || isBuilt;
  return isBuilt;
}

/** Settings of an API of this machine, as a process of its own would get them. */
export function apiEnvironment(
  { ports, serve }: Pick<SystemOptions, "ports" | "serve">,
  secrets: Awaited<ReturnType<typeof secretsOf>>,
): Record<string, string> {
  return {
    NODE_ENV: "development",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
    HOST: listenHost(),
    PORT: String(ports.api.port),
    DB_HOST: "127.0.0.1",
    DB_PORT: String(ports.database.port),
    DB_NAME: "mechanicbuddy",
    DB_USER: "mechanicbuddy",
    DB_PASSWORD: secrets.ownerPassword,
    JWT_SECRET: secrets.jwtSecret,
    CONSUMER_SECRET: secrets.consumerSecret,
    MULTI_TENANCY: "true",
    SPARE_TENANTS: serve === false ? "0" : "3",
    INSTANCE_ID: "free-tier",
    BASE_DOMAIN: "localhost",
    PUBLIC_URL: `http://localhost:${ports.web.port}`,
    SMTP_HOST: "127.0.0.1",
    SMTP_PORT: String(ports.smtp.port),
    SMTP_FROM: "no-reply@mechanicbuddy.example",
    METRICS_PORT: process.env.METRICS_PORT ?? "0",
    ...given("ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "OPENAI_API_KEY", "OPENAI_MODEL"),
    ...(serve === false ? { WORKER_CONCURRENCY: "0" } : {}),
    PLATFORM_PUBLIC_KEY: publicKeyOf(secrets.platformSigningKey),
    ...(process.env.METRICS_TOKEN === undefined ? {} : { METRICS_TOKEN: process.env.METRICS_TOKEN }),
  };
}

function publicKeyOf(signingKey: string): string {
  return createPublicKey(signingKey).export({ type: "spki", format: "pem" }).toString();
}

/** Settings of this machine that are passed on as they are. */
function given(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

async function startSite(
  { ports }: SystemOptions,
  secrets: Awaited<ReturnType<typeof secretsOf>>,
  stops: (() => Promise<unknown>)[],
): Promise<void> {
  Object.assign(process.env, {
    API_URL: `http://127.0.0.1:${ports.api.port}`,
    NEXT_PUBLIC_API_URL: `http://localhost:${ports.api.port}`,
    SERVER_SECRET: secrets.consumerSecret,
    SESSION_SECRET: secrets.sessionSecret,
    MULTI_TENANCY: "true",
    BASE_DOMAIN: "localhost",
  });
  const site = await serveSite({
    host: listenHost(),
    port: ports.web.port,
    proxies: parseProxies("loopback"),
    baseDomain: "localhost",
  });
  stops.push(
    () =>
      new Promise<void>((resolve) => {
        site.closeAllConnections();
        site.close(() => resolve());
      }),
  );
}
