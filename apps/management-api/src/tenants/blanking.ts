import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { queueToOwners } from "../mails/mails.ts";
import { transition } from "./lifecycle.ts";

/** Takes the persons out of what stays of a workshop: its row, its changes and its audit. */
export async function blank(ctx: Context, id: string, job: string): Promise<void> {
  const { rows: found } = await ctx.db.run<{ name: string }>({
    text: "select company_name as name from tenants where id = $1",
    values: [id],
  });
  await queueToOwners(ctx, id, "purge-done", { company: found[0]?.name ?? id }, `purged:${id}`);
  await transition(ctx, id, "purged", { reason: "Its data was removed for good.", job });
  for (const statement of [
    sql`update tenants set company_name = 'Removed workshop', contact_name = '', usage = null, instance = null where id = ${id}`,
    sql`delete from entitlements where tenant = ${id}`,
    sql`delete from resources where tenant = ${id}`,
    sql`delete from invitations where tenant = ${id}`,
    sql`update demo_requests set email = 'removed+' || id || '@invalid', company_name = 'Removed workshop', phone_number = null,
      message = null where tenant = ${id}`,
    sql`delete from signups where tenant_id = ${id}`,
    sql`delete from memberships where tenant = ${id}`,
    sql`select blank_tenant(${id})`,
  ]) {
    await run(ctx.db, statement);
  }
}
