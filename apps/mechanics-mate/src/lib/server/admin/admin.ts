import type { AdminStats, AdminUser, SwitchName } from "@mechanicbuddy/contract/mate/admin";
import { type MatePlan, matePlan, matePlanIds, matePlans } from "@mechanicbuddy/contract/mate/plans";
import { MateRefusal, missing } from "@mechanicbuddy/contract/mate/problem";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { linkTo } from "../accounts/link.ts";
import * as audit from "../audit/audit.ts";
import { accountOf, type MateContext } from "../context.ts";
import * as mail from "../mail/mail.ts";
import * as plans from "../plans/plans.ts";
import { accessOfStanding } from "../plans/standing.ts";
import * as sessions from "../sessions/sessions.ts";
import * as switches from "../switches/switches.ts";
import { ledgerDifferences } from "../usage/usage.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;
const MICROS = 1_000_000;

interface Paging {
  cursor?: string;
  limit?: number;
}

/** One transaction in which administration may see content; what it does is noted by whoever calls. */
function asAdministration<T>(ctx: MateContext, work: (ctx: MateContext) => Promise<T>): Promise<T> {
  return ctx.site.database.transaction((db) => work({ ...ctx, db, transactional: true }), {
    purpose: "administration",
  });
}

/** Some things are the operator's: support may look and help, not give and switch. */
export function mustBeOperator(ctx: MateContext): void {
  if (accountOf(ctx).adminRole !== "operator")
    throw new MateRefusal("forbidden", "This is for operators. Ask one of them.");
}

function userView(ctx: MateContext, row: store.UserRow): AdminUser {
  const access = accessOfStanding(row, ctx.site.config, ctx.now());
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    emailVerified: row.emailVerified,
    closed: row.closed,
    role: row.role,
    planId: access.plan?.id ?? null,
    access: access.level,
    reason: access.banner?.kind ?? null,
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  };
}

export async function listUsers(ctx: MateContext, { q, cursor, limit = 25 }: Paging & { q?: string }) {
  const after = positionOf<store.Position>(cursor);
  const found = await store.listUsers(ctx.db, { q, after, limit: limit + 1, now: ctx.now() });
  const mark = (last: store.UserRow) => cursorOf({ at: last.position, id: last.id });
  return pageOf(found, limit, mark, (row) => userView(ctx, row));
}

export function getUser(ctx: MateContext, id: string) {
  return asAdministration(ctx, async (ctx) => {
    const row = await store.findUser(ctx.db, id, ctx.now());
    if (row === undefined) throw missing();
    const { plan, periodStart, periodEnd } = accessOfStanding(row, ctx.site.config, ctx.now());
    const grants = await plans.grantsOf(ctx, id);
    return {
      ...userView(ctx, row),
      ...(await store.usageOf(ctx.db, id, periodStart)),
      periodStart: periodStart?.toISOString() ?? null,
      periodEnd: periodEnd?.toISOString() ?? null,
      answersLimit: plan?.answers ?? null,
      sessions: await sessions.listOf(ctx.db, id, ctx.now()),
      grants: grants.map((grant) => ({
        ...grant,
        startsAt: grant.startsAt.toISOString(),
        endsAt: grant.endsAt.toISOString(),
      })),
    };
  });
}

export function grantPlan(
  ctx: MateContext,
  userId: string,
  grant: { planId: string; days: number; reason: string },
): Promise<{ id: string }> {
  mustBeOperator(ctx);
  return asAdministration(ctx, async (ctx) => {
    const id = await plans.grantPlan(ctx, userId, grant);
    const { planId, days, reason } = grant;
    await audit.note(ctx, { action: "plan.grant", subjectId: userId, reason, detail: { planId, days } });
    return { id };
  });
}

export function revokeSessions(ctx: MateContext, userId: string, reason: string): Promise<{ revoked: number }> {
  return asAdministration(ctx, async (ctx) => {
    if ((await store.findUser(ctx.db, userId, ctx.now())) === undefined) throw missing();
    const revoked = await sessions.endAll(ctx.db, userId, "administrator");
    await audit.note(ctx, { action: "sessions.revoke", subjectId: userId, reason, detail: { revoked } });
    return { revoked };
  });
}

/** The overview: every number is counted by the database, over all rows. */
export function stats(ctx: MateContext): Promise<AdminStats> {
  return asAdministration(ctx, async (ctx) => {
    const now = ctx.now();
    const { model, reference, interrupted, ...counted } = await store.counts(ctx.db, now);
    const live = await store.livePlans(ctx.db, now);
    const used = await store.siteCaps(ctx.db, now);
    const { AI_DAILY_CAP_USD, AI_MONTHLY_CAP_USD, AI_TRIAL_DAILY_CAP_USD } = ctx.site.config;
    const caps = {
      "site-day": AI_DAILY_CAP_USD,
      "site-month": AI_MONTHLY_CAP_USD,
      "trial-day": AI_TRIAL_DAILY_CAP_USD,
    };
    const sum = (value: (plan: MatePlan) => number, count: (row: (typeof live)[number]) => number) =>
      live.reduce((total, row) => total + value(matePlan(row.planId) ?? matePlans.trial) * count(row), 0);
    return {
      ...counted,
      answers: { model, reference, interrupted },
      liveSubscriptions: live.reduce((total, { paying }) => total + paying, 0),
      byPlan: live.map(({ planId, count }) => ({ planId, count })),
      monthlyRevenuePence: sum(
        (plan) => plan.monthPence,
        ({ paying }) => paying,
      ),
      plansOutgrowCap:
        sum(
          (plan) => plan.capMicros,
          ({ count }) => count,
        ) >
        AI_MONTHLY_CAP_USD * MICROS,
      caps: Object.entries(caps).map(([scope, usd]) => ({
        scope,
        capMicros: Math.round(usd * MICROS),
        usedMicros: used.find((row) => row.scope === scope)?.usedMicros ?? 0,
      })),
      droppedLogs: ctx.site.logs.dropped,
    };
  });
}

/** What was asked and how it went; the texts stay closed. */
export function listMessages(ctx: MateContext, { userId, cursor, limit = 25 }: Paging & { userId?: string }) {
  const after = positionOf<store.Position>(cursor);
  return asAdministration(ctx, async (ctx) => {
    const found = await store.listMessages(ctx.db, { userId, after, limit: limit + 1 });
    const mark = (last: store.MessageRow) => cursorOf({ at: last.position, id: last.id });
    return pageOf(found, limit, mark, ({ position: _, ...row }) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
    }));
  });
}

/** Opens a text: with a reason, noted, and told to its owner in the same transaction. */
export function openMessage(ctx: MateContext, id: string, reason: string) {
  return asAdministration(ctx, async (ctx) => {
    const found = await store.findMessage(ctx.db, id);
    if (found === undefined) throw missing();
    const { message, answers, userId, email } = found;
    await audit.note(ctx, { action: "message.open", subjectId: id, reason, detail: { userId } });
    const values = { until: ctx.now().toISOString().slice(0, 10), reason, link: linkTo(ctx, "/privacy") };
    await mail.queue(ctx, { kind: "text_opened", to: email, userId, values });
    return { message, answers };
  });
}

const planOfLimit = (limit: number | null) => matePlanIds.find((id) => matePlans[id].answers === limit) ?? "unknown";

export async function usage(ctx: MateContext, days = 30) {
  const since = new Date(ctx.now().getTime() - days * DAY_MS);
  const accounts = await store.costByAccount(ctx.db, since, 50);
  const limits = await store.costByLimit(ctx.db, since);
  return {
    days: await store.costByDay(ctx.db, since),
    models: await store.costByModel(ctx.db, since),
    plans: limits.map(({ messagesLimit, costMicros }) => ({ planId: planOfLimit(messagesLimit), costMicros })),
    accounts: accounts.map(({ userId, costMicros }) => ({ userId, costMicros })),
    ledgerDifferences: (await ledgerDifferences(ctx.db)).length,
  };
}

export function setSwitch(ctx: MateContext, name: SwitchName, value: string | null): Promise<void> {
  mustBeOperator(ctx);
  return asAdministration(ctx, async (ctx) => {
    await switches.set(ctx, name, value);
    await audit.note(ctx, { action: "switch.set", subjectId: name, detail: { value } });
  });
}
