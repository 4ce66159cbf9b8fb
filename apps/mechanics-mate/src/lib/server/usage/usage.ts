import { type Difference, differences } from "@mechanicbuddy/assistant/ledger/ledger";
import type { UsageView } from "@mechanicbuddy/contract/mate/auth";
import { type Db, one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { accountOf, inTransaction, type MateContext } from "../context.ts";

/** What the plan allows and what of it is used; a missing limit is `null`. */
export function of(ctx: MateContext): Promise<UsageView> {
  return inTransaction(ctx, async (ctx) => {
    const { userId, access } = accountOf(ctx);
    const { plan, periodStart, periodEnd } = access;
    const used = await one<{ messages: number; saved: number }>(
      ctx.db,
      sql`select coalesce((select messages_used from mate.ai_allowances
            where scope = 'account' and key = ${userId} and period_start = ${periodStart}), 0) as messages,
          (select count(*)::integer from mate.saved_conversations where user_id = ${userId}) as saved`,
    );
    return {
      messagesUsed: used.messages,
      messagesLimit: plan?.answers ?? 0,
      savedUsed: used.saved,
      savedLimit: plan === null ? 0 : plan.saved,
      periodStart: periodStart?.toISOString() ?? null,
      periodEnd: periodEnd?.toISOString() ?? null,
    };
  });
}

/** Counters that are not the sum of their calls; none, unless something is wrong. */
export function ledgerDifferences(db: Db): Promise<Difference[]> {
  return differences(db);
}
