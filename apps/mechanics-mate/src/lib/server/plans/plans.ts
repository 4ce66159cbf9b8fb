import type { Allowance } from "@mechanicbuddy/assistant/ledger/allowance";
import type { MateAccess } from "@mechanicbuddy/contract/mate/access";
import { type MatePlan, matePlanIds, matePlans, trialDays, trialsPerPerson } from "@mechanicbuddy/contract/mate/plans";
import { MateRefusal, missing } from "@mechanicbuddy/contract/mate/problem";
import type { PlanView, SubscriptionStatus, TrialView } from "@mechanicbuddy/contract/mate/subscriptions";
import { hasBilling } from "../../../server/billing-config.ts";
import type { MateVariables } from "../../../server/config.ts";
import { accessView, subscriptionView } from "../accounts/views.ts";
import { accountOf, inTransaction, type MateContext } from "../context.ts";
import { personKey } from "./person.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;
const SAME_CLICK_MS = 60_000;
const MICROS = 1_000_000;

/** A plan as everybody may see it; what it may cost us is not part of it. */
export function planView(plan: MatePlan): PlanView {
  const { id, monthPence, answers, saved, keptDays, documents, documentPages, attachmentsPerMessage } = plan;
  return { id, monthPence, answers, saved, keptDays, documents, documentPages, attachmentsPerMessage };
}

/** What is offered. */
export function offered(ctx: MateContext) {
  return {
    billing: hasBilling(ctx.site.config),
    currency: "GBP" as const,
    trialDays,
    trialsPerPerson,
    items: matePlanIds.map((id) => planView(matePlans[id])),
  };
}

/** What the signed-in account pays for, may do, and may still try. */
export async function status(ctx: MateContext): Promise<SubscriptionStatus> {
  const account = accountOf(ctx);
  const { level, banner, periodEnd } = accessView(account);
  const { plan } = account.access;
  return {
    subscription: subscriptionView(account),
    plan: plan === null ? null : planView(plan),
    access: level,
    banner,
    periodEnd,
    trial: await trialOf(ctx),
  };
}

async function trialOf(ctx: MateContext): Promise<TrialView> {
  const grants = await store.trialsOf(ctx.db, personKey(accountOf(ctx).email));
  const last = grants.at(-1);
  return {
    left: Math.max(0, trialsPerPerson - grants.length),
    startsAt: last?.startsAt.toISOString() ?? null,
    endsAt: last?.endsAt.toISOString() ?? null,
  };
}

/** Refuses a trial that could not begin: one is running, or both were had. */
export async function refuseTrial(ctx: MateContext): Promise<void> {
  const { email, access } = accountOf(ctx);
  if (access.level === "full") {
    throw new MateRefusal("conflict", "You have a plan already. A trial can begin once it has ended.");
  }
  const { length } = await store.trialsOf(ctx.db, personKey(email));
  if (length >= trialsPerPerson) throw noTrialLeft();
}

function noTrialLeft(): MateRefusal {
  return new MateRefusal("plan_limit", "You have had both of your trials. Choose a plan to go on.", {
    quota: { used: trialsPerPerson, limit: trialsPerPerson },
    resetsAt: null,
    canUseReference: true,
  });
}

/** Begins a trial of the signed-in account at once. */
export function startTrial(ctx: MateContext): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await refuseTrial(ctx);
    await grantTrial(ctx, accountOf(ctx).userId);
  });
}

/** Writes the next trial of a person; two clicks at once begin one. */
export async function grantTrial(ctx: Pick<MateContext, "db" | "now">, userId: string): Promise<void> {
  const { email } = await store.lockAccount(ctx.db, userId);
  const key = personKey(email);
  const now = ctx.now();
  const grants = await store.trialsOf(ctx.db, key);
  const last = grants.at(-1);
  // The second of two clicks means the trial that the first one began.
  if (last !== undefined && now.getTime() - last.startsAt.getTime() < SAME_CLICK_MS) return;
  const ordinal = grants.length + 1;
  const endsAt = new Date(now.getTime() + trialDays * DAY_MS);
  const isIn =
    ordinal <= trialsPerPerson && (await store.insertTrial(ctx.db, { userId, personKey: key, ordinal, now, endsAt }));
  if (!isIn) throw noTrialLeft();
}

/** Gives an account a plan for some days, as an administrator; who may do so was checked before. */
export async function grantPlan(
  ctx: MateContext,
  userId: string,
  grant: { planId: string; days: number; reason: string },
): Promise<string> {
  if (!(await store.isOpen(ctx.db, userId))) throw missing();
  const now = ctx.now();
  const endsAt = new Date(now.getTime() + grant.days * DAY_MS);
  const { userId: adminId } = accountOf(ctx);
  return store.insertGrant(ctx.db, { userId, planId: grant.planId, now, endsAt, adminId, reason: grant.reason });
}

/** A plan for an account to look around with; it gives it to itself. */
export async function giveDemoPlan({ db, now }: Pick<MateContext, "db" | "now">, userId: string): Promise<void> {
  const endsAt = new Date(now().getTime() + 3_650 * DAY_MS);
  const grant = {
    userId,
    planId: "professional",
    now: now(),
    endsAt,
    adminId: userId,
    reason: "Account to look around",
  };
  await store.insertGrant(db, grant);
}

/** Makes whoever else begins something for this account wait until the transaction ends. */
export async function lock(ctx: MateContext, userId: string): Promise<void> {
  await store.lockAccount(ctx.db, userId);
}

/** Plans an administrator gave an account, the newest first. */
export function grantsOf(ctx: MateContext, userId: string): Promise<store.PlanGrant[]> {
  return store.grantsOf(ctx.db, userId);
}

/**
 * What a model answer of this account counts against: its period, a quarter of that a day, the pool of all trials, and
 * day and month of the site. Empty where the account has no plan: then no model is asked.
 */
export function allowancesOf(
  userId: string,
  { plan, periodStart, periodEnd }: Pick<MateAccess, "plan" | "periodStart" | "periodEnd">,
  config: Pick<MateVariables, "AI_DAILY_CAP_USD" | "AI_MONTHLY_CAP_USD" | "AI_TRIAL_DAILY_CAP_USD">,
  now: Date,
): Allowance[] {
  if (plan === null || periodStart === null || periodEnd === null) return [];
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const today = {
    periodStart: new Date(Date.UTC(year, month, day)),
    periodEnd: new Date(Date.UTC(year, month, day + 1)),
  };
  const thisMonth = {
    periodStart: new Date(Date.UTC(year, month, 1)),
    periodEnd: new Date(Date.UTC(year, month + 1, 1)),
  };
  const cap = (usd: number) => ({ messagesLimit: null, capMicros: Math.round(usd * MICROS) });
  const allowances: Allowance[] = [
    { scope: "account", key: userId, periodStart, periodEnd, messagesLimit: plan.answers, capMicros: plan.capMicros },
    { scope: "account-day", key: userId, ...today, messagesLimit: null, capMicros: Math.floor(plan.capMicros / 4) },
    { scope: "site-day", key: "site", ...today, ...cap(config.AI_DAILY_CAP_USD) },
    { scope: "site-month", key: "site", ...thisMonth, ...cap(config.AI_MONTHLY_CAP_USD) },
  ];
  if (plan.id === "trial") {
    allowances.push({ scope: "trial-day", key: "site", ...today, ...cap(config.AI_TRIAL_DAILY_CAP_USD) });
  }
  return allowances;
}
