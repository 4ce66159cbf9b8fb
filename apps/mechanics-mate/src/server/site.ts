import { type AssistantSettings, providersFrom } from "@mechanicbuddy/assistant/settings";
import { keysFrom } from "@mechanicbuddy/platform/keys";
import type { Log } from "@mechanicbuddy/platform/log";
import { createMailer, type Mailer } from "@mechanicbuddy/platform/mail";
import type { Runner } from "graphile-worker";
import { accountDataRoutes } from "../lib/server/account-data/routes.ts";
import { accountDataTasks } from "../lib/server/account-data/tasks.ts";
import { accountRoutes } from "../lib/server/accounts/routes.ts";
import { adminRoutes } from "../lib/server/admin/routes.ts";
import { auditTasks } from "../lib/server/audit/tasks.ts";
import { billingRoutes } from "../lib/server/billing/routes.ts";
import { openPayments } from "../lib/server/billing/stripe.ts";
import { billingTasks } from "../lib/server/billing/tasks.ts";
import { answeringContext, openEngine } from "../lib/server/chat/engine.ts";
import { chatRoutes } from "../lib/server/chat/routes.ts";
import type { Site } from "../lib/server/context.ts";
import { conversationRoutes } from "../lib/server/conversations/routes.ts";
import { docsRoutes } from "../lib/server/docs/routes.ts";
import { documentRoutes } from "../lib/server/documents/routes.ts";
import { factRoutes } from "../lib/server/facts/routes.ts";
import { createHealth } from "../lib/server/health/health.ts";
import { healthRoutes } from "../lib/server/health/routes.ts";
import { type Api, createApi } from "../lib/server/http/api.ts";
import { createLimits } from "../lib/server/http/limits.ts";
import { knowledgeRoutes } from "../lib/server/knowledge/routes.ts";
import { logRoutes } from "../lib/server/logs/routes.ts";
import { logTasks } from "../lib/server/logs/tasks.ts";
import { createLogWriter } from "../lib/server/logs/writer.ts";
import * as mail from "../lib/server/mail/mail.ts";
import { qualityRoutes } from "../lib/server/quality/routes.ts";
import { retentionTasks } from "../lib/server/retention/tasks.ts";
import { type MateTask, startTasks } from "../lib/server/tasks.ts";
import { vehicleRoutes } from "../lib/server/vehicles/routes.ts";
import { webhookTasks } from "../lib/server/webhooks/tasks.ts";
import { type MateVariables, originsOf } from "./config.ts";
import { openDatabase } from "./database.ts";
import { countUp } from "./gauges.ts";
import { checksOf } from "./health-checks.ts";
import { rootKeyOf } from "./root-key.ts";

const SWEEP_MS = 10_000;
/** How long running answers are waited for when the server stops. */
const DRAIN_MS = 15_000;

export interface RunningSite {
  site: Site;
  api: Api;
  /** Ends readiness and asks long work to come to an end; `stop` follows. */
  beginStopping(): void;
  /** Finishes running work, writes what waits and closes everything. */
  stop(): Promise<void>;
}

export interface SiteOptions {
  config: MateVariables;
  databaseUrl: string;
  log: Log;
  now?: () => Date;
  version: string;
  report?: Site["report"];
  /** False in tests that run no background work. */
  withTasks?: boolean;
  checkReplies?: boolean;
  /** Who answers; what the settings name unless it is said here. */
  assistant?: AssistantSettings;
}

/** Builds the server's parts; the one place that does. */
export async function openSite(options: SiteOptions): Promise<RunningSite> {
  const { config, databaseUrl, log, version, now = () => new Date(), withTasks = true } = options;
  const database = openDatabase(databaseUrl, log);
  const stopping = new AbortController();
  let runner: Runner | undefined;
  const site: Site = {
    database,
    keys: keysFrom(
      rootKeyOf(config.JWT_SECRET),
      "mechanics-mate",
      config.JWT_SECRET_PREVIOUS && rootKeyOf(config.JWT_SECRET_PREVIOUS),
    ),
    config,
    origins: originsOf(config),
    isProduction: config.NODE_ENV === "production",
    limits: createLimits(config.RATE_LIMITS),
    logs: createLogWriter(database.shared, log, now),
    health: createHealth(
      checksOf({ config, database, areTasksRunning: () => !withTasks || runner !== undefined }),
      stopping.signal,
    ),
    payments: openPayments(config),
    stopping: stopping.signal,
    engine: openEngine(options.assistant ?? providersFrom(config), now),
    log,
    report: options.report ?? (() => undefined),
    now,
    version,
  };
  const entries = [
    ...accountRoutes,
    ...accountDataRoutes,
    ...adminRoutes,
    ...billingRoutes,
    ...chatRoutes,
    ...conversationRoutes,
    ...documentRoutes,
    ...factRoutes,
    ...healthRoutes,
    ...knowledgeRoutes,
    ...qualityRoutes,
    ...vehicleRoutes,
    ...logRoutes,
  ];
  const api = createApi(site, [...entries, ...docsRoutes(entries)], options.checkReplies);
  countUp(site);
  if (withTasks) runner = await startTasks(site, tasksOf(mailerOf(config)), databaseUrl);
  const sweeping = withTasks ? sweep(site) : undefined;
  return {
    site,
    api,
    beginStopping: () => stopping.abort(),
    stop: async () => {
      clearInterval(sweeping);
      await site.engine.drain(DRAIN_MS);
      await runner?.stop();
      await site.logs.close();
      await database.close();
    },
  };
}

/** Ends answers whose process is gone, every 10 seconds. */
function sweep(site: Site): NodeJS.Timeout {
  return setInterval(() => {
    site.engine.sweep(answeringContext(site)).catch((error: unknown) => {
      site.log.error({ err: error }, "answers of dead processes could not be ended");
    });
  }, SWEEP_MS).unref();
}

function tasksOf(mailer: Mailer): MateTask[] {
  return [
    {
      name: "mail.send",
      handle: (site, { id }) => mail.send(site, mailer, String(id)),
    },
    ...accountDataTasks,
    ...auditTasks,
    ...billingTasks,
    ...logTasks,
    ...retentionTasks,
    ...webhookTasks,
  ];
}

function mailerOf({ SMTP_URL, MAIL_FROM }: MateVariables): Mailer {
  const url = SMTP_URL === undefined ? undefined : new URL(SMTP_URL);
  return createMailer({
    host: url?.hostname,
    port: Number(url?.port || (url?.protocol === "smtps:" ? 465 : 587)),
    user: url?.username ? decodeURIComponent(url.username) : undefined,
    password: url?.password ? decodeURIComponent(url.password) : undefined,
    from: MAIL_FROM ?? "no-reply@localhost",
  });
}
