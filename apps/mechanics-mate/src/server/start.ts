import { openErrorReporter } from "@mechanicbuddy/platform/errors-reporter";
import { runUntilSignal } from "@mechanicbuddy/platform/lifecycle";
import { createLog, type Log } from "@mechanicbuddy/platform/log";
import { hasBilling, isLive } from "./billing-config.ts";
import { type MateVariables, readMateConfig } from "./config.ts";
import { databaseAddress } from "./database-address.ts";
import { listen } from "./listen.ts";
import { openLogFiles } from "./log-files.ts";
import { migrate } from "./migrate.ts";
import { startOwnDatabase } from "./own-database.ts";
import { loadPages, type Pages } from "./pages.ts";
import { reachDatabase, StartFault } from "./reach.ts";
import type { RunningSite } from "./site.ts";
import { version } from "./version.ts";

/** Settings that can be used; with faults, all of them in one message. */
export function usableConfig(): MateVariables {
  const { values, problems, warnings } = readMateConfig();
  for (const warning of warnings) process.stderr.write(`Note: ${warning}\n`);
  if (problems.length === 0) return values;
  const lines = problems.map((problem) => `  - ${problem}`);
  throw new StartFault(`The settings cannot be used (${problems.length}):\n${lines.join("\n")}`);
}

/** The log of the process, with its files where they are wanted. */
export function processLog(config: MateVariables): Log {
  const isProduction = config.NODE_ENV === "production";
  const sink = openLogFiles(isProduction || config.LOG_DIR !== "logs" ? config.LOG_DIR : undefined);
  const log = createLog({ level: config.LOG_LEVEL, to: sink });
  if (sink.fault !== undefined)
    log.warn({ outcome: sink.fault }, "LOG_DIR cannot be written: lines go to standard output only");
  return log;
}

export interface Ground {
  config: MateVariables;
  log: Log;
  databaseUrl: string;
  stop(): Promise<void>;
}

/** Settings, log and a database that answers: what the server and its commands stand on. */
export async function openGround(): Promise<Ground> {
  const config = usableConfig();
  const log = processLog(config);
  log.info("✅ Environment validation passed");
  const { url, source } = databaseAddress(config, config.NODE_ENV === "production");
  if (url === undefined || source === undefined) {
    const own = await startOwnDatabase();
    log.info("DATABASE_URL is not set: a database of our own runs in .data");
    return { config, log, databaseUrl: own.url, stop: own.stop };
  }
  await reachDatabase(url, source);
  log.info(`The database is the one of ${source}`);
  return { config, log, databaseUrl: url, stop: async () => undefined };
}

/** Starts the server and returns once it listens; it ends by signals. */
export async function start(): Promise<void> {
  const { config, log, databaseUrl, stop: stopDatabase } = await openGround();
  const reporter = await openErrorReporter({
    dsn: config.SENTRY_DSN,
    release: version,
    environment: config.SENTRY_ENVIRONMENT ?? config.NODE_ENV,
    log,
  });
  say(config, log);
  if (config.MIGRATE_ON_START) {
    const done = await migrate(databaseUrl);
    if (done.length > 0) log.info({ count: done.length }, "the database was brought up to date");
  }
  // Loading all of the site takes longer than saying that settings or database are wrong.
  const { openSite } = await import("./site.ts");
  const running = await openSite({ config, databaseUrl, log, version, report: reporter.report });
  const { site, api } = running;
  const listening = await listen({
    site,
    api,
    pages: await pagesOf(config, log),
    host: config.HOST,
    port: config.PORT,
  });
  const { signal, ended } = ending(config.SHUTDOWN_SECONDS, log);
  runUntilSignal({
    log,
    report: reporter.report,
    stop: async () => {
      signal();
      log.info("ending: no new work is taken");
      running.beginStopping();
      await Promise.race([drain(running, listening, config), ended]);
      await reporter.close(1_000);
      await stopDatabase();
      log.info("ended");
    },
  });
  endWithSecondInterrupt();
  endWithParent();
  await warmUp(config.HOST, listening.port, log);
  log.info({ port: listening.port }, `My Mechanic server running on http://localhost:${listening.port}`);
}

async function drain(
  running: RunningSite,
  listening: Awaited<ReturnType<typeof listen>>,
  config: MateVariables,
): Promise<void> {
  await listening.stop(Math.max(500, config.SHUTDOWN_SECONDS * 1000 - 5_000));
  await running.stop();
}

/** The first page loads what all pages need: nobody has to wait for that. */
async function warmUp(host: string, port: number, log: Log): Promise<void> {
  const address = host === "0.0.0.0" ? "127.0.0.1" : host.includes(":") ? "[::1]" : host;
  try {
    await fetch(`http://${address}:${port}/`, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    log.warn({ err: error }, "the first page could not be asked for");
  }
}

/** A limit for the whole ending, two seconds before the process would be killed. */
function ending(seconds: number, log: Log): { signal: () => void; ended: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const signal = () =>
    setTimeout(
      () => {
        log.warn("some work did not end in time");
        resolve();
      },
      Math.max(500, seconds * 1000 - 2_000),
    ).unref();
  return { signal, ended: promise };
}

/** A person who presses Ctrl-C again does not want to wait. Managers of processes send it twice at once: that is one. */
function endWithSecondInterrupt(): void {
  let first: number | undefined;
  process.on("SIGINT", () => {
    first ??= Date.now();
    if (Date.now() - first > 1_000) process.exit(130);
  });
}

/** Started by another Node, this process ends in order when that one is gone. */
function endWithParent(): void {
  if (process.connected) process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
}

async function pagesOf(config: MateVariables, log: Log): Promise<Pages | undefined> {
  try {
    return await loadPages();
  } catch (error) {
    if (config.NODE_ENV === "production") throw new StartFault((error as Error).message);
    log.warn((error as Error).message);
    return undefined;
  }
}

/** What an operator should know of the settings. */
function say(config: MateVariables, log: Log): void {
  if (config.SUPABASE_ANON_KEY !== undefined) log.info("SUPABASE_ANON_KEY is not used");
  if (config.ANTHROPIC_API_KEY === undefined) log.warn("ANTHROPIC_API_KEY is not set: the next provider answers");
  if (!hasBilling(config)) log.info(`Payments are off: every account has the plan ${config.DEFAULT_PLAN}`);
  else if (config.NODE_ENV === "production" && !isLive(config.STRIPE_SECRET_KEY ?? ""))
    log.warn("STRIPE_SECRET_KEY is a test key: no money moves");
}
