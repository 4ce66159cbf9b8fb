import { enableCompileCache } from "node:module";

enableCompileCache();

const { ConfigError, loadConfig } = await import("@mechanicbuddy/platform/config");
const { workshopApiConfig } = await import("@mechanicbuddy/platform/config/workshop");
const { openErrorReporter } = await import("@mechanicbuddy/platform/errors-reporter");
const { runUntilSignal } = await import("@mechanicbuddy/platform/lifecycle");
const { createLog } = await import("@mechanicbuddy/platform/log");
const { startApi } = await import("./server.ts");

/** While ready answers 503, proxies take this process out before it stops listening. */
const DRAIN_MS = 5_000;

try {
  const config = loadConfig(workshopApiConfig);
  const log = createLog({ level: config.LOG_LEVEL });
  const reporter = await openErrorReporter({
    dsn: config.SENTRY_DSN,
    release: config.INSTANCE_ID,
    environment: config.NODE_ENV,
    log,
  });
  const api = await startApi(config, log);
  runUntilSignal({
    log,
    report: reporter.report,
    stop: async () => {
      await api.stop(config.NODE_ENV === "production" ? DRAIN_MS : 0);
      await reporter.close(2_000);
    },
  });
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
}
