import { loadConfig } from "@mechanicbuddy/platform/config";
import { type ManagementApiConfig, managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { openErrorReporter } from "@mechanicbuddy/platform/errors-reporter";
import { runUntilSignal } from "@mechanicbuddy/platform/lifecycle";
import { createLog } from "@mechanicbuddy/platform/log";
import { startFault } from "@mechanicbuddy/platform/start-fault";
import { startPlatform } from "./server.ts";

/** While ready answers 503, proxies take this process out before it stops listening. */
const DRAIN_MS = 5_000;

let config: ManagementApiConfig | undefined;
try {
  config = loadConfig(managementApiConfig);
  const log = createLog({ level: config.LOG_LEVEL });
  const reporter = await openErrorReporter({
    dsn: config.SENTRY_DSN,
    release: "management-api",
    environment: config.NODE_ENV,
    log,
  });
  const platform = await startPlatform(config, log);
  const isProduction = config.NODE_ENV === "production";
  runUntilSignal({
    log,
    report: reporter.report,
    stop: async () => {
      await platform.stop(isProduction ? DRAIN_MS : 0);
      await reporter.close(2_000);
    },
  });
} catch (error) {
  process.stderr.write(`${startFault(error, config)}\n`);
  process.exit(1);
}
