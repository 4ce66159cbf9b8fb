import type { AnyManagementRoute } from "@mechanicbuddy/contract/management/route";
import type { Clock } from "@mechanicbuddy/platform/clock";
import type { Cost } from "@mechanicbuddy/platform/database/tenancy";
import { serveHealth } from "@mechanicbuddy/platform/http/health";
import { serveDocumentation } from "@mechanicbuddy/platform/http/openapi";
import { createServer } from "@mechanicbuddy/platform/http/server";
import type { Log } from "@mechanicbuddy/platform/log";
import type { RateLimits } from "@mechanicbuddy/platform/rate-limits";
import type { Platform } from "./context.ts";
import { registerFeatures } from "./features.ts";
import type { App } from "./http/app.ts";
import { tokensFor } from "./http/tokens.ts";

/** Everything the API stands on; `server.ts` builds it from configuration, tests from their ground. */
export interface ApiOptions {
  platform: Platform;
  limits: RateLimits;
  log: Log;
  now: Clock;
  version: string;
  trustedProxies: string[];
  checks: Record<string, () => Promise<void>>;
  stopping: () => boolean;
  checkReplies?: boolean;
  onCost?: (route: AnyManagementRoute, cost: Cost) => void;
}

/** Builds the API without listening, so that tests never open a port. */
export function buildApi(options: ApiOptions): App {
  const { platform, log, now, version } = options;
  const { config, keys } = platform;
  const app: App = {
    fastify: createServer({
      log,
      trustedProxies: options.trustedProxies,
      cors: { mode: "Production", appHost: undefined },
      https: config.PORTAL_URL.startsWith("https:"),
    }),
    platform,
    tokens: tokensFor(keys, now),
    limits: options.limits,
    now,
    log,
    routingKey: config.ROUTING_KEY ?? keys.derive("routing").toString("base64url"),
    routes: [],
    checkReplies: options.checkReplies ?? false,
    onCost: options.onCost ?? (() => undefined),
  };
  serveHealth(app, { ...options, metricsToken: config.METRICS_TOKEN });
  serveDocumentation(app, "MechanicBuddy management API", version);
  registerFeatures(app);
  return app;
}
