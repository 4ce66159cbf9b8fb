import type { DueItem, Owner, Reading } from "@mechanicbuddy/contract/vehicles";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { DatedReading } from "./due.ts";
import { today } from "./store.ts";

const NEWEST = 500;

const itemColumns = sql`d.id, d.version, d.title, d.kind, d.every_months as "everyMonths",
  d.every_distance as "everyDistance", d.due_on as "dueOn", d.due_odometer as "dueOdometer",
  d.last_done_on as "lastDoneOn", d.last_done_odometer as "lastDoneOdometer", d.source, d.next_due_on as "nextDueOn"`;

export interface Upkeep {
  today: string;
  /** The workshop's unit, in which new readings are. */
  unit: "km" | "mi";
  /** The last two, newest first. */
  readings: (DatedReading & { readAt: string })[];
  items: DueItem[];
}

/** What new readings and due items are judged by; undefined when there is no such vehicle. */
export function stateOf(ctx: Context, vehicleId: string): Promise<Upkeep | undefined> {
  return maybeOne(
    ctx.db,
    sql<Upkeep>`select ${today(ctx)} as today, s.distance_unit as unit,
        (select coalesce(json_agg(r), '[]') from (
          select value, unit, read_at as "readAt", (read_at at time zone s.time_zone)::date as on
          from odometer_readings where vehicle_id = v.id order by read_at desc, id desc limit 2) r) as readings,
        (select coalesce(json_agg(i), '[]') from (
          select ${itemColumns} from due_items d where d.vehicle_id = v.id order by d.id) i) as items
      from vehicles v cross join settings s where v.id = ${vehicleId}`,
  );
}

export function readingsOf(ctx: Context, vehicleId: string): Promise<Reading[]> {
  return rows<Reading>(
    ctx.db,
    sql`select id, value, unit, read_at as "readAt", source, warning_reason as "warningReason"
      from odometer_readings where vehicle_id = ${vehicleId} order by read_at desc, id desc limit ${NEWEST}`,
  );
}

export function insertReading(
  ctx: Context,
  vehicleId: string,
  reading: Reading,
  workOrderId: string | undefined,
): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("odometer_readings").values({
      id: reading.id,
      vehicle_id: vehicleId,
      value: reading.value,
      unit: reading.unit,
      read_at: reading.readAt,
      source: reading.source,
      work_order_id: workOrderId ?? null,
      warning_reason: reading.warningReason,
      created_by: ctx.actor.userId ?? null,
    }),
  );
}

export function ownersOf(ctx: Context, vehicleId: string): Promise<Owner[]> {
  return rows<Owner>(
    ctx.db,
    sql`select o.customer_id as "customerId", c.name, o.relation, o.from_on as "fromOn", o.until_on as "untilOn"
      from ownerships o join customers c on c.id = o.customer_id
      where o.vehicle_id = ${vehicleId} order by o.from_on desc, o.id desc limit ${NEWEST}`,
  );
}

export function dueItemsOf(ctx: Context, vehicleId: string): Promise<DueItem[]> {
  return rows<DueItem>(
    ctx.db,
    sql`select ${itemColumns} from due_items d where d.vehicle_id = ${vehicleId}
      order by d.next_due_on nulls last, d.id limit ${NEWEST}`,
  );
}

export function lockDueItem(ctx: Context, id: string): Promise<(DueItem & { vehicleId: string }) | undefined> {
  return maybeOne(
    ctx.db,
    sql<DueItem & { vehicleId: string }>`select ${itemColumns}, d.vehicle_id as "vehicleId"
      from due_items d where d.id = ${id} for update`,
  );
}

function columnsOf(item: Omit<DueItem, "id" | "version">) {
  return {
    title: item.title,
    kind: item.kind,
    every_months: item.everyMonths,
    every_distance: item.everyDistance,
    due_on: item.dueOn,
    due_odometer: item.dueOdometer,
    last_done_on: item.lastDoneOn,
    last_done_odometer: item.lastDoneOdometer,
    source: item.source,
    next_due_on: item.nextDueOn,
  };
}

export function insertDueItem(ctx: Context, vehicleId: string, item: Omit<DueItem, "version">): Promise<number> {
  const row = { id: item.id, vehicle_id: vehicleId, ...columnsOf(item), created_by: ctx.actor.userId ?? null };
  return run(ctx.db, db.insertInto("due_items").values(row));
}

export function updateDueItem(ctx: Context, item: DueItem): Promise<number> {
  return run(ctx.db, db.updateTable("due_items").set(columnsOf(item)).where("id", "=", item.id));
}

export function setNextDue(ctx: Context, id: string, nextDueOn: string | null): Promise<number> {
  return run(ctx.db, db.updateTable("due_items").set({ next_due_on: nextDueOn }).where("id", "=", id));
}

/** Vehicles with something due by distance and a reading since it was last foretold. */
export async function vehiclesDueByDistance(ctx: Context): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql<{ id: string }>`select distinct d.vehicle_id as id from due_items d
      where (d.due_odometer is not null or d.every_distance is not null) and exists (
        select from odometer_readings r where r.vehicle_id = d.vehicle_id and r.created_at > d.updated_at)`,
  );
  return found.map(({ id }) => id);
}

export function removeDueItem(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, db.deleteFrom("due_items").where("id", "=", id));
}
