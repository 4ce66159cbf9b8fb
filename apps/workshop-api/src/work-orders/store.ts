import { notFound } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import { type Authorisation, type Stage, utc } from "./document.ts";

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

/** What people write about an order. */
export type OrderFacts = {
  customerId: string | null;
  vehicleId: string | null;
  concern: string | null;
  internalNote: string | null;
  keyTag: string | null;
  customerReference: string | null;
  promisedAt: string | null;
  odometerIn: number | null;
  odometerOut: number | null;
  responsibleId: string | null;
};

export function lockFacts(
  ctx: Context,
  id: string,
): Promise<{ version: number; number: number; stage: Stage; facts: OrderFacts } | undefined> {
  return maybeOne(
    ctx.db,
    sql`select version, number, stage, json_build_object('customerId', customer_id, 'vehicleId', vehicle_id,
        'concern', concern, 'internalNote', internal_note, 'keyTag', key_tag, 'customerReference', customer_reference,
        'promisedAt', ${utc("promised_at")}, 'odometerIn', odometer_in, 'odometerOut', odometer_out,
        'responsibleId', responsible_id) as facts
      from work_orders where id = ${id} for no key update`,
  );
}

export function updateFacts(ctx: Context, id: string, facts: OrderFacts): Promise<number> {
  return run(
    ctx.db,
    db
      .updateTable("work_orders")
      .set({
        customer_id: facts.customerId,
        vehicle_id: facts.vehicleId,
        concern: facts.concern,
        internal_note: facts.internalNote,
        key_tag: facts.keyTag,
        customer_reference: facts.customerReference,
        promised_at: facts.promisedAt,
        odometer_in: facts.odometerIn,
        odometer_out: facts.odometerOut,
        responsible_id: facts.responsibleId,
      })
      .where("id", "=", id),
  );
}

/** Cancels, or opens again; `reason` null is open again, as the stage it had. */
export function setCancelled(ctx: Context, id: string, reason: string | null): Promise<number> {
  const stage = sql`case when ${reason !== null} then 'cancelled' when started_at is not null then 'order' else 'quote' end`;
  return run(
    ctx.db,
    sql`update work_orders set stage = ${stage}, cancel_reason = ${reason},
        cancelled_at = case when ${reason !== null} then ${ctx.now()}::timestamptz end
      where id = ${id}`,
  );
}

export function start(ctx: Context, id: string, orderedBy: string): Promise<number> {
  return run(
    ctx.db,
    sql`update work_orders set stage = 'order', ordered_by = ${orderedBy}, started_at = ${ctx.now()} where id = ${id}`,
  );
}

/** What stands against cancelling or deleting an order. */
export interface Traces {
  installed: boolean;
  issued: { kind: string; id: string; label: string }[];
  decided: boolean;
  moved: boolean;
  paid: boolean;
}

export function traces(ctx: Context, id: string): Promise<Traces> {
  return one(
    ctx.db,
    sql<Traces>`select
        exists (select from jobs j join lines l on l.job_id = j.id
          where j.work_order_id = ${id} and l.part_status = 'installed') as installed,
        coalesce((select json_agg(d) from (
            select 'invoice' as kind, i.id, i.number as label from invoices i where i.work_order_id = ${id}
            union all select 'estimate', e.id, e.number from estimates e where e.work_order_id = ${id}
            limit 5) d), '[]') as issued,
        exists (select from jobs j join approvals a on a.job_id = j.id where j.work_order_id = ${id}) as decided,
        exists (select from jobs j join lines l on l.job_id = j.id join stock_moves m on m.line_id = l.id
          where j.work_order_id = ${id}) as moved,
        exists (select from payments where work_order_id = ${id}) as paid`,
  );
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`delete from work_orders where id = ${id}`);
}

/** Writes a note; undefined when there is no such order. */
export function insertNote(
  ctx: Context,
  orderId: string,
  text: string,
): Promise<{ id: string; text: string; at: string; by: string | null } | undefined> {
  const by = ctx.actor.userId ?? null;
  return maybeOne(
    ctx.db,
    sql`insert into work_order_notes (id, work_order_id, body, created_at, updated_at, created_by)
      select ${newId()}::uuid, id, ${text}::text, ${ctx.now()}::timestamptz, ${ctx.now()}::timestamptz, ${by}::uuid
      from work_orders where id = ${orderId}
      returning id, body as text, created_at as at,
        (select btrim(e.first_name || ' ' || e.last_name) from users u join employees e on e.id = u.employee_id
          where u.id = ${by}) as by`,
  );
}
