import { readFile } from "node:fs/promises";
import { systemClock } from "@mechanicbuddy/platform/clock";
import type { ManagementApiConfig } from "@mechanicbuddy/platform/config/management";
import { openTenancy } from "@mechanicbuddy/platform/database/tenancy";
import { listenForMetrics } from "@mechanicbuddy/platform/http/metrics-listener";
import type { Log } from "@mechanicbuddy/platform/log";
import { openRateLimits } from "@mechanicbuddy/platform/rate-limits";
import type { Runner } from "graphile-worker";
import { Pool } from "pg";
import { buildApi } from "./app.ts";
import type { Context, Platform } from "./context.ts";
import { allTasks } from "./features.ts";
import { publishGauges } from "./gauges.ts";
import type { App } from "./http/app.ts";
import { contextOf } from "./http/handle.ts";
import { registerFirst } from "./instances/instances.ts";
import { openSigner } from "./instances/signing.ts";
import { loginsOf, withSearchPath } from "./logins.ts";
import { newestMigration } from "./migrate.ts";
import { openProviders } from "./providers/providers.ts";
import { startTasks } from "./tasks.ts";

export interface RunningPlatform {
  port: number;
  app: App;
  platform: Platform;
  /** A context for work nobody asked for by HTTP: commands, a first start. */
  context(): Context;
  /** Lets running requests and tasks finish. @param drainMs how long it still listens while proxies look elsewhere */
  stop(drainMs?: number): Promise<void>;
}

/** Starts the platform's API on a database that is already migrated. */
export async function startPlatform(
  config: ManagementApiConfig,
  log: Log,
  now = systemClock,
): Promise<RunningPlatform> {
  const logins = await loginsOf(config);
  const { keys } = logins;
  const login = withSearchPath(logins.app);
  const appPool = new Pool({ ...login, max: config.WORKER_CONCURRENCY + 4, connectionTimeoutMillis: 5_000 });
  const lost = (error: Error) => log.warn({ err: error }, "a database connection of the runtime login was lost");
  appPool.on("error", lost);
  appPool.on("connect", (client) => client.on("error", lost));
  const tenancy = openTenancy({ loginOf: () => login, maxTotal: 20, exclusivePerTenant: 8, log });
  const signer = openSigner(keys, config.PLATFORM_SIGNING_KEY);
  const platform: Platform = { config, keys, tenancy, signer, providers: openProviders(config) };
  const limits = openRateLimits({ appPool, now, log, schema: "public" });
  const newest = await newestMigration();
  let isStopping = false;
  const app = buildApi({
    platform,
    limits,
    log,
    now,
    version: await ownVersion(),
    trustedProxies: config.TRUSTED_PROXIES,
    stopping: () => isStopping,
    checks: {
      database: async () => {
        await appPool.query("select 1");
      },
      schema: async () => {
        const known = await appPool.query("select 1 from migrations where name = $1", [newest]);
        if (known.rowCount === 0) throw new Error("the database is behind; run the migrations");
      },
    },
  });
  await registerFirst(contextOf(app, { kind: "task" }, "start"));
  let runner: Runner | undefined;
  if (config.WORKER_CONCURRENCY > 0) {
    const tasks = allTasks();
    runner = await startTasks({ appPool, platform, now, log, tasks, concurrency: config.WORKER_CONCURRENCY });
  }
  publishGauges(appPool);
  const metrics =
    config.METRICS_PORT === 0 ? undefined : await listenForMetrics({ host: config.HOST, port: config.METRICS_PORT });
  await app.fastify.listen({ host: config.HOST, port: config.PORT });
  const address = app.fastify.server.address();
  const port = typeof address === "object" && address !== null ? address.port : config.PORT;
  log.info({ port }, "management API is listening");
  return {
    port,
    app,
    platform,
    context: () => contextOf(app, { kind: "task" }, "command"),
    stop: async (drainMs = 0) => {
      isStopping = true;
      await new Promise((resolve) => setTimeout(resolve, drainMs));
      await Promise.all([app.fastify.close(), runner?.stop()]);
      await metrics?.stop();
      await limits.close();
      await tenancy.close();
      await appPool.end();
    },
  };
}

async function ownVersion(): Promise<string> {
  const text = await readFile(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
