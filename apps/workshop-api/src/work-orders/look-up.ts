import { plateKey } from "@mechanicbuddy/contract/identity-keys";
import type { Reply } from "@mechanicbuddy/contract/route";
import type { lookUp as lookUpRoute } from "@mechanicbuddy/contract/work-orders";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import * as search from "../search/search.ts";
import { utc } from "./document.ts";

type Found = Reply<typeof lookUpRoute>["items"][number];

/** More than this cannot be told apart at the counter: one types on. */
const shownAtMost = 8;

/**
 * Cars and people that a plate, VIN, phone or name may mean, with what to mention to them: an exact plate or VIN first,
 * then who was busy last. A person is shown once with each of their cars. One statement.
 */
export async function lookUp(ctx: Context, q: string): Promise<{ items: Found[] }> {
  const key = plateKey(q);
  const ids = { vehicle: search.idsOf(ctx, "vehicle", q), customer: search.idsOf(ctx, "customer", q) };
  if (key === "" || ids.vehicle === undefined || ids.customer === undefined) return { items: [] };
  const latest = (kind: "vehicle" | "customer") => sql`select e.entity_id from search_entries e
    where e.kind = ${kind} and e.entity_id in ${ids[kind]} order by e.recency desc limit ${sql.lit(shownAtMost)}`;
  const items = await rows<Found>(
    ctx.db,
    sql`with cars as (
        select v.id, v.plate_key = ${key} or v.vin_key = ${key} as exact from vehicles v
        where v.archived_at is null and (v.plate_key = ${key} or v.vin_key = ${key} or v.id = any(array(${latest("vehicle")})))
      ), people as (
        select c.id from customers c where c.archived_at is null and c.merged_into is null
          and c.id = any(array(${latest("customer")}))
      ), pairs as (
        select vehicle_id, customer_id, coalesce(bool_or(exact), false) as exact from (
          select cars.id as vehicle_id, o.customer_id, cars.exact from cars
            left join ownerships o on o.vehicle_id = cars.id and o.relation = 'owner' and o.until_on is null
          union all
          select o.vehicle_id, people.id, false from people
            left join ownerships o on o.customer_id = people.id and o.relation = 'owner' and o.until_on is null
        ) either group by vehicle_id, customer_id
      )
      select p.exact,
        case when v.id is not null then
          json_build_object('id', v.id, 'plate', v.plate, 'vin', v.vin, 'label', v.label) end as vehicle,
        case when c.id is not null then json_build_object('id', c.id, 'name', c.name, 'handleWithCare', c.handle_with_care,
          'careNote', c.care_note, 'cashOnly', c.cash_only ${contacts(ctx)} ${balance(ctx)}) end as customer,
        last.at as "lastVisitAt",
        (select r.value from odometer_readings r where r.vehicle_id = v.id order by r.read_at desc, r.id desc limit 1) as odometer,
        coalesce((select json_agg(json_build_object('jobId', j.id, 'title', j.title, 'declinedAt', ${utc("a.decided_at")}
              ${price(ctx)}) order by a.decided_at desc)
            from work_orders w join jobs j on j.work_order_id = w.id and j.authorisation = 'declined'
            join lateral (select a.decided_at, a.amount_cents from approvals a
              where a.job_id = j.id and a.decision = 'declined' order by a.seq desc limit 1) a on true
            where w.vehicle_id = v.id and not exists (select from jobs r where r.revived_from = j.id)), '[]') as declined,
        coalesce((select json_agg(json_build_object('title', d.title, 'dueOn', d.next_due_on) order by d.next_due_on)
          from due_items d where d.vehicle_id = v.id), '[]') as due,
        (select json_build_object('id', w.id, 'number', w.number) from work_orders w
          where w.vehicle_id = v.id and w.stage in ('quote', 'order') order by w.created_at desc limit 1) as "openOrder"
      from pairs p
      left join vehicles v on v.id = p.vehicle_id
      left join customers c on c.id = p.customer_id
      left join lateral (
        (select w.created_at as at from work_orders w where w.vehicle_id = v.id and w.stage <> 'cancelled'
          order by w.created_at desc limit 1)
        union all
        (select w.created_at from work_orders w where v.id is null and w.customer_id = c.id and w.stage <> 'cancelled'
          order by w.created_at desc limit 1)
      ) last on true
      order by p.exact desc, last.at desc nulls last, c.name, v.plate limit ${sql.lit(shownAtMost)}`,
  );
  return { items };
}

const contacts = (ctx: Context) => (may(ctx, "contacts.read") ? sql`, 'phone', c.phone` : sql``);
const price = (ctx: Context) => (may(ctx, "prices.read") ? sql`, 'totalCents', a.amount_cents` : sql``);
const balance = (ctx: Context) =>
  may(ctx, "invoices.read")
    ? sql`, 'openCents', coalesce((select sum(r.open_cents) from receivables r
        where r.customer_id = c.id and r.open_cents <> 0), 0)`
    : sql``;
