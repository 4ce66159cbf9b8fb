import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { providersFrom } from "@mechanicbuddy/assistant/settings";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { openActivity } from "@mechanicbuddy/platform/activity";
import { systemClock } from "@mechanicbuddy/platform/clock";
import type { WorkshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import type { Context, Instance } from "@mechanicbuddy/platform/context";
import { type Logins, loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { openRegistry, type Registry } from "@mechanicbuddy/platform/database/registry";
import { newCost, openTenancy } from "@mechanicbuddy/platform/database/tenancy";
import { openFileStore } from "@mechanicbuddy/platform/files";
import type { App } from "@mechanicbuddy/platform/http/app";
import { listenForMetrics } from "@mechanicbuddy/platform/http/metrics-listener";
import { openPlatformCalls } from "@mechanicbuddy/platform/http/platform-calls";
import type { Log } from "@mechanicbuddy/platform/log";
import { createMailer } from "@mechanicbuddy/platform/mail";
import { openRateLimits } from "@mechanicbuddy/platform/rate-limits";
import { startWorker, type Worker } from "@mechanicbuddy/platform/tasks/worker";
import { Pool } from "pg";
import { buildApi } from "./app.ts";
import { allTasks } from "./features.ts";
import { fileSettings } from "./file-settings.ts";
import { publishGauges } from "./gauges.ts";
import { migrationsDirectory } from "./migrate.ts";
import { publicUrls, senderOf } from "./public-urls.ts";
import { startCallingBack } from "./tenants/calling-back.ts";
import { openRegistrar } from "./tenants/registrar.ts";
import { groundOf } from "./tenants/tenants.ts";
import { closeVinDecoder } from "./vin/decode.ts";

export interface RunningApi {
  port: number;
  app: App;
  instance: Instance;
  registry: Registry;
  logins: Logins;
  /** A context of a workshop for work nobody asked for by HTTP: seeding, repairs. */
  contextOf(tenantId: string): Promise<Context>;
  /** Lets running requests and tasks finish. @param drainMs how long it still listens while proxies look elsewhere */
  stop(drainMs?: number): Promise<void>;
}

/** Models from the settings; a fault among them stops the start, in words. */
function assistantOf(config: WorkshopApiConfig) {
  const settings = providersFrom(config);
  if (settings.problems.length > 0) throw new Error(settings.problems.join("\n"));
  return settings;
}

/** Starts the workshop's API on a database that is already migrated. */
export async function startApi(config: WorkshopApiConfig, log: Log, now = systemClock): Promise<RunningApi> {
  const logins = await loginsFrom(config);
  if (logins.owner.ssl === false && !isLoopback(logins.owner.host)) {
    log.warn("the connection to the database is not encrypted; set DB_SSL=verify once it offers encryption");
  }
  const migrations = await readMigrations(migrationsDirectory);
  const appPool = new Pool({ ...logins.app, max: 6, connectionTimeoutMillis: 5_000 });
  appPool.on("error", (error) => log.warn({ err: error }, "a database connection of the runtime login was lost"));
  const registry = await openRegistry({
    appPool,
    baseDomain: config.BASE_DOMAIN,
    publicUrlOf: publicUrls(config),
    log,
  });
  const tenancy = openTenancy({
    loginOf: logins.tenant,
    maxTotal: config.DB_POOL_MAX,
    exclusivePerTenant: config.MULTI_TENANCY ? 1 : 8,
    statementTimeoutMs: config.DB_STATEMENT_TIMEOUT_MS,
    log,
  });
  const instance: Instance = { keys: logins.keys, files: openFileStore(fileSettings(config)), tenancy };
  const limits = openRateLimits({ appPool, now, log });
  const mailer = createMailer({
    host: config.SMTP_HOST,
    port: config.SMTP_PORT,
    user: config.SMTP_USER,
    password: config.SMTP_PASSWORD,
    from: senderOf(config),
  });

  const contextOf = async (tenantId: string, log_ = log): Promise<Context> => {
    const tenant = await registry.find(tenantId);
    if (tenant === undefined) throw new Error(`There is no workshop ${tenantId} on this instance`);
    const cost = newCost();
    const db = tenancy.shared(tenantId, cost);
    return {
      tenant,
      actor: { kind: "task" },
      db,
      now,
      log: log_,
      requestId: randomUUID(),
      instance,
      cost,
      transactional: false,
    };
  };

  const isAsked = config.MULTI_TENANCY && (config.PLATFORM_PUBLIC_KEY ?? config.PLATFORM_URL) !== undefined;
  const activity = openActivity({ appPool, now, log });
  const registrar = openRegistrar({
    registry,
    maxTenants: config.MAX_TENANTS,
    owner: config.DB_PASSWORD === undefined && config.DATABASE_URL === undefined ? undefined : logins.owner,
    appPool,
    keys: logins.tenantKeys,
    migrations,
    count: isAsked ? config.SPARE_TENANTS : 0,
    log,
  });
  let isStopping = false;
  let worker: Worker | undefined;
  const behind = async () =>
    (await registry.all()).filter((tenant) => tenant.schemaVersion !== migrations.newest).length;
  const app = buildApi({
    instance,
    platform: await openPlatformCalls({
      publicKey: config.PLATFORM_PUBLIC_KEY,
      platformUrl: config.PLATFORM_URL,
      instanceId: config.INSTANCE_ID,
      appPool,
      now,
    }),
    registry,
    limits,
    log,
    now,
    instanceId: config.INSTANCE_ID,
    consumerSecret: config.CONSUMER_SECRET,
    onlyTenant: config.MULTI_TENANCY ? undefined : config.TENANT_ID,
    idleSeconds: config.NEXT_PUBLIC_SESSION_TIMEOUT,
    version: await ownVersion(),
    cors: { mode: config.CORS_MODE, appHost: config.CORS_APP_HOST },
    trustedProxies: config.TRUSTED_PROXIES,
    https: config.PUBLIC_URL?.startsWith("https:") ?? false,
    metricsToken: config.METRICS_TOKEN,
    assistant: assistantOf(config),
    registrar,
    activity,
    stopping: () => isStopping,
    checks: {
      database: async () => {
        await appPool.query("select 1");
      },
      schema: async () => {
        const count = await behind();
        if (count > 0) throw new Error(`${count} workshops are behind; run the migrations`);
      },
      worker: async () => {
        if (config.WORKER_CONCURRENCY > 0 && worker?.isAlive() !== true) throw new Error("the worker is away");
      },
    },
  });
  publishGauges({ appPool, openConnections: () => tenancy.counts().open, behind });

  if (config.WORKER_CONCURRENCY > 0) {
    worker = await startWorker({
      appPool,
      tasks: allTasks({ mailer, mailFrom: senderOf(config) }),
      concurrency: config.WORKER_CONCURRENCY,
      contextFor: async (tenantId) => ((await registry.find(tenantId)) === undefined ? undefined : contextOf(tenantId)),
      log,
      now,
    });
  }
  const callingBack =
    config.WORKER_CONCURRENCY > 0 ? startCallingBack(groundOf(app, registrar), config.INSTANCE_ID) : undefined;
  const metrics =
    config.METRICS_PORT === 0 ? undefined : await listenForMetrics({ host: config.HOST, port: config.METRICS_PORT });
  await app.fastify.listen({ host: config.HOST, port: config.PORT });
  const address = app.fastify.server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.PORT;
  log.info({ port }, "workshop API is listening");

  return {
    port,
    app,
    instance,
    registry,
    logins,
    contextOf,
    stop: async (drainMs = 0) => {
      isStopping = true;
      await new Promise((resolve) => setTimeout(resolve, drainMs));
      await Promise.all([app.fastify.close(), worker?.stop(config.SHUTDOWN_SECONDS * 1000 - drainMs)]);
      await Promise.all([closeVinDecoder(), closeRenderer(), metrics?.stop()]);
      await callingBack?.stop();
      await limits.close();
      await registrar.close();
      await activity.close();
      await registry.close();
      await tenancy.close();
      await appPool.end();
    },
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

async function ownVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
