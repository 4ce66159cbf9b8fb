import { loadConfig } from "@mechanicbuddy/platform/config";
import { type WorkshopApiConfig, workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { openErrorReporter } from "@mechanicbuddy/platform/errors-reporter";
import { runUntilSignal } from "@mechanicbuddy/platform/lifecycle";
import { createLog } from "@mechanicbuddy/platform/log";
import { releaseStartMemory } from "@mechanicbuddy/platform/memory";
import { startFault } from "@mechanicbuddy/platform/start-fault";
import { startApi } from "./server.ts";

/** While ready answers 503, proxies take this process out before it stops listening. */
const DRAIN_MS = 5_000;

let config: WorkshopApiConfig | undefined;
try {
  config = loadConfig(workshopApiConfig);
  const log = createLog({ level: config.LOG_LEVEL });
  const reporter = await openErrorReporter({
    dsn: config.SENTRY_DSN,
    release: config.INSTANCE_ID,
    environment: config.NODE_ENV,
    log,
  });
  const api = await startApi(config, log);
  releaseStartMemory();
  const isProduction = config.NODE_ENV === "production";
  runUntilSignal({
    log,
    report: reporter.report,
    stop: async () => {
      await api.stop(isProduction ? DRAIN_MS : 0);
      await reporter.close(2_000);
    },
  });
} catch (error) {
  process.stderr.write(`${startFault(error, config)}\n`);
  process.exit(1);
}
