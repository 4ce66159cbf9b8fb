import { notFound } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Authorisation, Stage } from "./document.ts";

export interface LockedOrder {
  id: string;
  number: number;
  stage: Stage;
  customerId: string | null;
  vehicleId: string | null;
  locationId: string;
}

/** Locks the order until the transaction ends: nobody adds a line or issues a document meanwhile. */
export async function lock(ctx: Context, id: string): Promise<LockedOrder> {
  const order = await maybeOne<LockedOrder>(
    ctx.db,
    sql`select id, number, stage, customer_id as "customerId", vehicle_id as "vehicleId", location_id as "locationId"
      from work_orders where id = ${id} for update`,
  );
  if (order === undefined) throw notFound();
  return order;
}

export function setAuthorisation(ctx: Context, jobIds: readonly string[], authorisation: Authorisation) {
  return run(
    ctx.db,
    sql`update jobs set authorisation = ${authorisation}
      where id = any(${[...jobIds]}::uuid[]) and billing = 'customer' and authorisation <> ${authorisation}`,
  );
}

export function becomeOrder(ctx: Context, id: string): Promise<number> {
  return run(
    ctx.db,
    sql`update work_orders set stage = 'order', started_at = coalesce(started_at, ${ctx.now()})
      where id = ${id} and stage = 'quote'`,
  );
}

/** An order that began with approvals is a quote again when none is left and nothing was built in. */
export function becomeQuoteIfUnapproved(ctx: Context, jobIds: readonly string[]): Promise<number> {
  return run(
    ctx.db,
    sql`update work_orders o set stage = 'quote', started_at = null
      where o.id = any(select work_order_id from jobs where id = any(${[...jobIds]}::uuid[]))
        and o.stage = 'order' and o.ordered_by is null
        and not exists (select from jobs j where j.work_order_id = o.id and j.authorisation = 'approved')
        and not exists (select from jobs j join lines l on l.job_id = j.id
          where j.work_order_id = o.id and l.part_status = 'installed')`,
  );
}

export function setStage(ctx: Context, id: string, stage: Stage): Promise<number> {
  return run(ctx.db, sql`update work_orders set stage = ${stage} where id = ${id}`);
}
