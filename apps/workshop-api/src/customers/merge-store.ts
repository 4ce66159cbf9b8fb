import type { Context } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

/** Lets the other's row lead to the survivor for ever, and what once led to the other. Its number in lists outside is free. */
export async function redirect(ctx: Context, from: string, to: string): Promise<void> {
  const now = ctx.now().toISOString();
  await Promise.all([
    run(
      ctx.db,
      sql`update customers set merged_into = ${to}, archived_at = coalesce(archived_at, ${now}), external_id = null
        where id = ${from}`,
    ),
    run(ctx.db, sql`update customers set merged_into = ${to} where merged_into = ${from}`),
    run(ctx.db, sql`delete from customer_emails where customer_id = ${from}`),
  ]);
}

/** Everything that can move comes to the survivor; issued documents and payments are found through the redirect. */
export async function rehang(ctx: Context, from: string, to: string): Promise<void> {
  await Promise.all([
    run(ctx.db, sql`update ownerships set customer_id = ${to} where customer_id = ${from}`),
    run(ctx.db, sql`update work_orders set customer_id = ${to} where customer_id = ${from}`),
    run(ctx.db, sql`update receivables set customer_id = ${to} where customer_id = ${from}`),
    run(ctx.db, sql`update messages set customer_id = ${to} where customer_id = ${from}`),
    run(ctx.db, sql`update files set owner_id = ${to} where owner_kind = 'customer' and owner_id = ${from}`),
    run(ctx.db, sql`update notifications set about_id = ${to} where about_id = ${from}`),
  ]);
}
