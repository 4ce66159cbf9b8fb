import type { AccessView, MateUser, Me } from "@mechanicbuddy/contract/mate/auth";
import { type Account, accountOf, type MateContext } from "../context.ts";
import * as usage from "../usage/usage.ts";

export function userView(account: Account): MateUser {
  const { userId, email, name, emailVerified, register, locale, version } = account;
  return { id: userId, email, name, emailVerified, register, locale, version };
}

export function accessView({ access }: Account): AccessView {
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  const { banner } = access;
  return {
    level: access.level,
    planId: access.plan?.id ?? null,
    banner: banner === null ? null : { ...banner, at: iso(banner.at) },
    periodStart: iso(access.periodStart),
    periodEnd: iso(access.periodEnd),
  };
}

/** The account, what it may do and what it used. */
export async function me(ctx: MateContext): Promise<Me> {
  const account = accountOf(ctx);
  return {
    user: userView(account),
    subscription: subscriptionView(account),
    access: accessView(account),
    usage: await usage.of(ctx),
    isAdmin: account.adminRole !== null,
    hasFactor: account.hasFactor,
  };
}

export function subscriptionView({ subscription }: Account): Me["subscription"] {
  if (subscription === null) return null;
  const { id, planId, status, periodEnd, cancelAtPeriodEnd } = subscription;
  return {
    id,
    planId,
    status,
    periodEnd: periodEnd === null ? null : new Date(periodEnd).toISOString(),
    cancelAtPeriodEnd,
  };
}
