import * as contract from "@mechanicbuddy/contract/mate/admin";
import { type Entry, handle } from "../http/api.ts";
import * as switches from "../switches/switches.ts";
import * as webhooks from "../webhooks/console.ts";
import * as admin from "./admin.ts";

export const adminRoutes: readonly Entry[] = [
  handle(contract.listUsers, (ctx, { query }) => admin.listUsers(ctx, query)),
  handle(contract.getUser, (ctx, { params }) => admin.getUser(ctx, params.id)),
  handle(contract.grantPlan, (ctx, { params, body }) => admin.grantPlan(ctx, params.id, body)),
  handle(contract.revokeSessions, (ctx, { params, body }) => admin.revokeSessions(ctx, params.id, body.reason)),
  handle(contract.adminStats, (ctx) => admin.stats(ctx)),
  handle(contract.listMessages, (ctx, { query }) => admin.listMessages(ctx, query)),
  handle(contract.openMessage, (ctx, { params, body }) => admin.openMessage(ctx, params.id, body.reason)),
  handle(contract.adminUsage, (ctx, { query }) => admin.usage(ctx, query.days)),
  handle(contract.listWebhooks, (ctx, { query }) => webhooks.list(ctx, query)),
  handle(contract.retryWebhooks, async (ctx, { body }) => ({ retried: await webhooks.retry(ctx, body.id) })),
  handle(contract.reconcileWebhooks, (ctx, { body }) => webhooks.compare(ctx, body.since)),
  handle(contract.getSwitches, (ctx) => switches.current(ctx.db)),
  handle(contract.setSwitch, async (ctx, { body }) => {
    await admin.setSwitch(ctx, body.name, body.value);
    return { success: true as const };
  }),
];
