import { accessOf, type MateAccess } from "@mechanicbuddy/contract/mate/access";
import { matePlan, matePlans } from "@mechanicbuddy/contract/mate/plans";
import { sql } from "kysely";
import { hasBilling } from "../../../server/billing-config.ts";
import type { MateVariables } from "../../../server/config.ts";

/** Everything that decides what an account may do, as `standingColumns` reads it. */
export interface Standing {
  subscription: {
    id: string;
    planId: string;
    status: string;
    periodStart: string | null;
    periodEnd: string | null;
    cancelAtPeriodEnd: boolean;
    pastDueSince: string | null;
    refundedAt: string | null;
    disputedAt: string | null;
  } | null;
  trial: { startsAt: string; endsAt: string; used: number } | null;
  grant: { planId: string; startsAt: string; endsAt: string } | null;
}

/** Columns of a `Standing`, for a statement in which `u` is `mate.users`. */
export function standingColumns(now: Date) {
  return sql`(select json_build_object('id', b.id, 'planId', b.plan_id, 'status', b.status,
        'periodStart', b.current_period_start, 'periodEnd', b.current_period_end,
        'cancelAtPeriodEnd', b.cancel_at_period_end, 'pastDueSince', b.past_due_since,
        'refundedAt', b.refunded_at, 'disputedAt', b.disputed_at)
      from mate.subscriptions b where b.user_id = u.id
      order by b.status in ('trialing', 'active', 'past_due', 'unpaid', 'paused') desc,
        b.current_period_end desc nulls last, b.created_at desc limit 1) as subscription,
    (select json_build_object('startsAt', t.starts_at, 'endsAt', t.ends_at, 'used', coalesce((
        select l.messages_used from mate.ai_allowances l
        where l.scope = 'account' and l.key = u.id::text and l.period_start = t.starts_at), 0))
      from mate.trial_grants t where t.user_id = u.id order by t.ordinal desc limit 1) as trial,
    (select json_build_object('planId', g.plan_id, 'startsAt', g.starts_at, 'endsAt', g.ends_at)
      from mate.plan_grants g where g.user_id = u.id and g.ends_at > ${now}
      order by g.ends_at desc limit 1) as "grant"`;
}

const date = (text: string | null) => (text === null ? null : new Date(text));

/** What an account may do now. Where nothing is sold, everybody has the plan of the settings, from month to month. */
export function accessOfStanding(
  { subscription, trial, grant }: Standing,
  config: MateVariables,
  now: Date,
): MateAccess {
  if (!hasBilling(config) && grant === null) return withoutBilling(config, now);
  return accessOf(
    subscription === null
      ? null
      : {
          planId: subscription.planId,
          status: subscription.status,
          periodStart: date(subscription.periodStart),
          periodEnd: date(subscription.periodEnd),
          cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
          pastDueSince: date(subscription.pastDueSince),
          refundedAt: date(subscription.refundedAt),
          disputedAt: date(subscription.disputedAt),
        },
    trial === null
      ? null
      : {
          startsAt: new Date(trial.startsAt),
          endsAt: new Date(trial.endsAt),
          answersLeft: Math.max(0, matePlans.trial.answers - trial.used),
        },
    grant === null
      ? null
      : { planId: grant.planId, startsAt: new Date(grant.startsAt), endsAt: new Date(grant.endsAt) },
    now,
  );
}

function withoutBilling(config: MateVariables, now: Date): MateAccess {
  return {
    level: "full",
    plan: matePlan(config.DEFAULT_PLAN) ?? matePlans.professional,
    banner: null,
    periodStart: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)),
    periodEnd: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)),
    reconcile: false,
  };
}
