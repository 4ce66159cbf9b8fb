import type { PriceMode, TaxTreatment } from "@mechanicbuddy/contract/totals";
import type { Context } from "@mechanicbuddy/platform/context";
import { one } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";

/** The people and the car an order names, and what the workshop does by default. */
export interface Circumstances {
  locationId: string;
  timeZone: string;
  language: string;
  currency: string;
  priceMode: PriceMode;
  /** Where a car stands when it comes in. */
  firstStatusId: string;
  customer: OrderCustomer | null;
  vehicle: { id: string; label: string; plate: string | null; vin: string | null } | null;
  owner: { id: string; name: string } | null;
  responsibleExists: boolean;
}

export interface OrderCustomer {
  id: string;
  name: string;
  taxTreatment: TaxTreatment;
  discountPercent: number;
  creditLimitCents: number | null;
  cashOnly: boolean;
  /** What is open on their invoices. */
  openCents: number;
}

/**
 * All in one statement. Without a word about the customer (`undefined`) the car's owner is taken; `null` is nobody.
 * A customer who was merged into another is the other one.
 */
export function circumstances(
  ctx: Context,
  named: {
    customerId?: string | null | undefined;
    vehicleId?: string | null | undefined;
    responsibleId?: string | null | undefined;
  },
): Promise<Circumstances> {
  const { customerId, vehicleId = null, responsibleId = null } = named;
  return one(
    ctx.db,
    sql<Circumstances>`select (select id from locations order by created_at limit 1) as "locationId", s.time_zone as "timeZone", s.language, s.currency,
        s.price_mode as "priceMode",
        (select id from board_statuses where archived_at is null order by position, id limit 1) as "firstStatusId",
        case when c.id is not null then json_build_object('id', c.id, 'name', c.name, 'taxTreatment', c.tax_treatment,
          'discountPercent', coalesce(c.discount_percent, 0), 'creditLimitCents', c.credit_limit_cents,
          'cashOnly', c.cash_only, 'openCents', coalesce((select sum(r.open_cents) from receivables r
            where r.customer_id = c.id and r.open_cents <> 0), 0)) end as customer,
        case when v.id is not null then
          json_build_object('id', v.id, 'label', v.label, 'plate', v.plate, 'vin', v.vin) end as vehicle,
        case when w.id is not null then json_build_object('id', w.id, 'name', w.name) end as owner,
        exists (select from employees where id = ${responsibleId}) as "responsibleExists"
      from settings s
      left join vehicles v on v.id = ${vehicleId}
      left join ownerships o on o.vehicle_id = v.id and o.relation = 'owner' and o.until_on is null
      left join customers w on w.id = o.customer_id
      left join customers named on named.id = ${customerId ?? null}
      left join customers c on c.id = coalesce(named.merged_into, named.id,
        case when ${customerId === undefined} then w.id end)`,
  );
}

export interface NewOrder {
  id: string;
  locationId: string;
  customerId: string | null;
  vehicleId: string | null;
  concern: string | null;
  internalNote: string | null;
  keyTag: string | null;
  customerReference: string | null;
  promisedAt: string | null;
  odometerIn: number | null;
  responsibleId: string | null;
  source: string;
  priceMode: PriceMode;
  currency: string;
  statusId: string;
  copiedFrom: string | null;
}

/**
 * Takes the next number, writes the order and puts the car into its first column, in one statement.
 * `opened` counts the orders that were ever opened, this one included.
 */
export async function insertOrder(ctx: Context, order: NewOrder): Promise<{ number: number; opened: number }> {
  const [now, by] = [ctx.now(), ctx.actor.userId ?? null];
  return one(
    ctx.db,
    sql<{ number: number; opened: number }>`with taken as (
        select n, issued from next_number('work_order', ${order.locationId}, workshop_day(${now}))
      ), opened as (
        insert into work_orders (id, number, location_id, customer_id, vehicle_id, concern, internal_note, key_tag,
          customer_reference, promised_at, odometer_in, responsible_id, source, price_mode, currency, board_status_id,
          copied_from, created_at, updated_at, created_by)
        select ${order.id}, n, ${order.locationId}, ${order.customerId}, ${order.vehicleId}, ${order.concern},
          ${order.internalNote}, ${order.keyTag}, ${order.customerReference}, ${order.promisedAt}, ${order.odometerIn},
          ${order.responsibleId}, ${order.source}, ${order.priceMode}, ${order.currency}, ${order.statusId},
          ${order.copiedFrom}, ${now}, ${now}, ${by}::uuid from taken
        returning id, number
      ), placed as (
        insert into board_moves (id, work_order_id, to_status_id, created_at, created_by)
        select ${newId()}::uuid, id, ${order.statusId}, ${now}, ${by}::uuid from opened
      )
      select number, issued::integer as opened from opened, taken`,
  );
}
