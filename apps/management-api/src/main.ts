import { ConfigError, loadConfig } from "@mechanicbuddy/platform/config";
import { managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { openErrorReporter } from "@mechanicbuddy/platform/errors-reporter";
import { runUntilSignal } from "@mechanicbuddy/platform/lifecycle";
import { createLog } from "@mechanicbuddy/platform/log";
import { startPlatform } from "./server.ts";

/** While ready answers 503, proxies take this process out before it stops listening. */
const DRAIN_MS = 5_000;

try {
  const config = loadConfig(managementApiConfig);
  const log = createLog({ level: config.LOG_LEVEL });
  const reporter = await openErrorReporter({
    dsn: config.SENTRY_DSN,
    release: "management-api",
    environment: config.NODE_ENV,
    log,
  });
  const platform = await startPlatform(config, log);
  runUntilSignal({
    log,
    report: reporter.report,
    stop: async () => {
      await platform.stop(config.NODE_ENV === "production" ? DRAIN_MS : 0);
      await reporter.close(2_000);
    },
  });
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`);
  process.exit(1);
}
