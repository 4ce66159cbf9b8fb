import type { AssistantSettings } from "@mechanicbuddy/assistant/settings";
import type { Route } from "@mechanicbuddy/contract/route";
import type { Activity } from "@mechanicbuddy/platform/activity";
import type { Clock } from "@mechanicbuddy/platform/clock";
import type { Instance } from "@mechanicbuddy/platform/context";
import type { Registry } from "@mechanicbuddy/platform/database/registry";
import type { Cost } from "@mechanicbuddy/platform/database/tenancy";
import type { App } from "@mechanicbuddy/platform/http/app";
import type { Cors } from "@mechanicbuddy/platform/http/cors";
import { serveHealth } from "@mechanicbuddy/platform/http/health";
import { serveDocumentation } from "@mechanicbuddy/platform/http/openapi";
import type { PlatformCalls } from "@mechanicbuddy/platform/http/platform-calls";
import { createServer } from "@mechanicbuddy/platform/http/server";
import { tokensFor } from "@mechanicbuddy/platform/http/tokens";
import type { Log } from "@mechanicbuddy/platform/log";
import type { RateLimits } from "@mechanicbuddy/platform/rate-limits";
import { noteSupport } from "./audit/audit.ts";
import { registerFeatures } from "./features.ts";
import type { Registrar } from "./tenants/registrar.ts";

/** Everything the API stands on; `main.ts` builds it from configuration, tests from their ground. */
export interface ApiOptions {
  instance: Instance;
  registry: Registry;
  limits: RateLimits;
  log: Log;
  now: Clock;
  instanceId: string;
  consumerSecret: string;
  onlyTenant: string | undefined;
  idleSeconds: number;
  platform: PlatformCalls | undefined;
  version: string;
  cors: Cors;
  trustedProxies: string[];
  https: boolean;
  metricsToken: string | undefined;
  checks: Record<string, () => Promise<void>>;
  stopping: () => boolean;
  assistant?: AssistantSettings;
  registrar: Registrar;
  activity: Activity;
  checkReplies?: boolean;
  onCost?: (route: Route, cost: Cost) => void;
}

/** Builds the API without listening, so that tests never open a port. */
export function buildApi(options: ApiOptions): App {
  const { instance, log, now } = options;
  const app: App = {
    fastify: createServer(options),
    instance,
    tenancy: instance.tenancy,
    registry: options.registry,
    tokens: tokensFor(instance.keys, options.instanceId, now),
    limits: options.limits,
    now,
    log,
    consumerSecret: options.consumerSecret,
    onlyTenant: options.onlyTenant,
    platform: options.platform,
    routes: [],
    checkReplies: options.checkReplies ?? false,
    activity: options.activity,
    noteSupport,
    onCost: options.onCost ?? (() => undefined),
  };
  serveHealth(app, options);
  serveDocumentation(app, "MechanicBuddy workshop API", options.version);
  registerFeatures(app, options);
  return app;
}
