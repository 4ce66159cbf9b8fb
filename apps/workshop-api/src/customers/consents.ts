import type { Consent, recordConsent } from "@mechanicbuddy/contract/customers";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { type RawBuilder, sql } from "kysely";
import * as audit from "../audit/audit.ts";
import { get } from "./customers.ts";
import * as store from "./store.ts";

const consents = (where: RawBuilder<unknown>) => sql<Consent>`
  select c.id, c.purpose, c.channel, c.given, c.how, c.created_at as at, btrim(p.first_name || ' ' || p.last_name) as by
  from consents c left join users u on u.id = c.created_by left join employees p on p.id = u.employee_id
  where ${where} order by c.id desc`;

/** What a customer agreed to hear and no longer agrees to, newest first. */
export async function list(ctx: Context, id: string): Promise<{ items: Consent[] }> {
  const [exists, items] = await Promise.all([
    store.exists(ctx, id),
    rows(ctx.db, consents(sql`c.customer_id in (select customer_selves(customer_now(${id})))`)),
  ]);
  if (!exists) throw notFound();
  return { items };
}

/** Notes a consent or its end. */
export function record(
  ctx: Context,
  customerId: string,
  consent: Input<typeof recordConsent>["body"],
): Promise<Consent> {
  return inTransaction(ctx, async (ctx) => {
    const customer = await get(ctx, customerId);
    const id = newId();
    const { purpose, channel, given, how } = consent;
    audit.record(ctx, {
      action: "customer.consent",
      entityKind: "customer",
      entityId: customer.id,
      after: { purpose, channel, given, how },
      personal: ["how"],
    });
    await run(
      ctx.db,
      sql`insert into consents (id, customer_id, purpose, channel, given, how, created_at, created_by)
        values (${id}, ${customer.id}, ${purpose}, ${channel}, ${given}, ${how}, ${ctx.now()}, ${ctx.actor.userId ?? null})`,
    );
    return one(ctx.db, consents(sql`c.customer_id = ${customer.id} and c.id = ${id}`));
  });
}
