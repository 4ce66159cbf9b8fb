import type { Context } from "@mechanicbuddy/platform/context";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { isKept, unallocated } from "./rest.ts";

/** Notes that a deposit is not kept for its order any more. */
export function release(ctx: Context, id: string, paymentId: string, reason: string): Promise<number> {
  return run(
    ctx.db,
    sql`insert into deposit_releases (id, payment_id, reason, created_at, created_by)
      values (${id}, ${paymentId}, ${reason}, ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid)`,
  );
}

/** What is left of a customer's payments and kept for no order, the oldest first. */
export function listCredit(ctx: Context, customerId: string): Promise<{ id: string; unallocatedCents: number }[]> {
  return rows(
    ctx.db,
    sql<{ id: string; unallocatedCents: number }>`
      select c.* from (select p.id, ${unallocated} as "unallocatedCents" from payments p
        where p.customer_id in (select customer_selves(${customerId})) and p.origin is null and not ${isKept}) c
      where c."unallocatedCents" > 0 order by c.id`,
  );
}
