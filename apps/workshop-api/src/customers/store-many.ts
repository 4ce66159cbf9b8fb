import type { Context } from "@mechanicbuddy/platform/context";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import { columnsOf, type WholeRow, type Written, whole } from "./store.ts";

export function matching(ctx: Context, keys: { externalIds: string[]; emails: string[] }): Promise<WholeRow[]> {
  return rows<WholeRow>(
    ctx.db,
    sql`${whole} where c.merged_into is null and c.erased_at is null and c.id in (
        select id from customers where external_id = any(${keys.externalIds}::text[])
        union select customer_id from customer_emails where address = any(${keys.emails}::citext[]))
      order by c.id`,
  );
}

/** New customers with their addresses, in two statements. */
export async function insertMany(ctx: Context, customers: readonly (Written & { id: string })[]): Promise<void> {
  const created_by = ctx.actor.userId ?? null;
  const created_at = ctx.now().toISOString();
  const values = customers.map(({ id, ...written }) => ({ id, ...columnsOf(written), created_by, created_at }));
  const emails = customers.flatMap(({ id, state }) =>
    state.emails.map((email) => ({
      id: newId(),
      customer_id: id,
      address: email.address,
      label: email.label,
      is_primary: email.isPrimary,
      created_by,
    })),
  );
  await Promise.all([
    run(ctx.db, db.insertInto("customers").values(values)),
    emails.length === 0 ? undefined : run(ctx.db, db.insertInto("customer_emails").values(emails)),
  ]);
}
