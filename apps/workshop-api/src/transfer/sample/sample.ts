import { Refusal } from "@mechanicbuddy/contract/problem";
import type { SampleData } from "@mechanicbuddy/contract/sample-data";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import * as audit from "../../audit/audit.ts";
import * as customers from "../../customers/customers.ts";
import * as jobs from "../../jobs/jobs.ts";
import * as lines from "../../jobs/lines.ts";
import * as parts from "../../parts/parts.ts";
import * as people from "../../people/people.ts";
import * as vehicles from "../../vehicles/vehicles.ts";
import { takeIn } from "../../work-orders/intake.ts";
import * as workOrders from "../../work-orders/work-orders.ts";
import { sampleCustomers, sampleHistory, sampleMechanics, sampleOrders, sampleParts, sampleVehicles } from "./rows.ts";

/** Ids of what was made up, in the order it was made. */
interface Made {
  customers: string[];
  vehicles: string[];
  parts: string[];
  employees: string[];
  orders: string[];
  /** Version of each when it was made: whatever has another one since was somebody's work. */
  versions?: Record<string, number>;
}

const kinds = ["orders", "vehicles", "customers", "parts", "employees"] as const;

interface State {
  made: Made | null;
  empty: boolean;
}

function state(ctx: Context): Promise<State> {
  return one(
    ctx.db,
    sql<State>`select sample_data as made, not (exists (select from customers) or exists (select from vehicles)
      or exists (select from work_orders) or exists (select from parts)) as empty from settings`,
  );
}

export async function get(ctx: Context): Promise<SampleData> {
  const { made, empty } = await state(ctx);
  return { filled: made !== null, empty };
}

/** Fills a workshop that has nothing yet. The rows are ordinary ones: whatever is done with them works. */
export async function fill(ctx: Context): Promise<SampleData> {
  await make(ctx);
  return { filled: true, empty: false };
}

/** The same with one order more, for a history. Answers the three orders, and the parts they need. */
export async function fillWithHistory(ctx: Context): Promise<{ stocked: string[]; orders: [string, string, string] }> {
  const { parts, orders } = await make(ctx, true);
  const places = [...sampleOrders, sampleHistory].flatMap((order) => order.parts);
  return { stocked: places.map((place) => parts[place] as string), orders: orders as [string, string, string] };
}

/** Notes that what was made up is as its maker wants it: only later changes are somebody's work. */
export async function settle(ctx: Context): Promise<void> {
  const { made } = await state(ctx);
  if (made === null) return;
  await run(
    ctx.db,
    sql`update settings set sample_data = ${JSON.stringify({ ...made, versions: await versions(ctx) })}::jsonb`,
  );
}

function make(ctx: Context, withHistory = false): Promise<Made> {
  return inTransaction(ctx, async (ctx) => {
    const { empty } = await state(ctx);
    if (!empty) throw new Refusal("in_use", "This workshop has customers, cars, orders or parts of its own already.");
    const made: Made = { customers: [], vehicles: [], parts: [], employees: [], orders: [] };
    for (const input of sampleParts) made.parts.push((await parts.create(ctx, input)).id);
    for (const input of sampleMechanics) made.employees.push((await people.create(ctx, input)).id);
    for (const [index, vehicle] of sampleVehicles.entries()) {
      const { phone, ...customer } = sampleCustomers[index] as (typeof sampleCustomers)[number];
      const { id: customerId } = await customers.create(ctx, { ...customer, phone });
      const { id: vehicleId } = await vehicles.create(ctx, vehicle, { ownerId: customerId });
      made.customers.push(customerId);
      made.vehicles.push(vehicleId);
      made.orders.push(await openOrder(ctx, sampleOrders[index] as SampleOrder, vehicleId, made.parts));
    }
    if (withHistory) made.orders.push(await openOrder(ctx, sampleHistory, made.vehicles[0] as string, made.parts));
    await run(ctx.db, sql`update settings set sample_data = ${JSON.stringify(made)}::jsonb`);
    audit.record(ctx, { action: "sample.fill", entityKind: "workshop", entityId: ctx.requestId });
    await settle(ctx);
    return made;
  });
}

type SampleOrder = (typeof sampleOrders)[number];

async function openOrder(
  ctx: Context,
  { concern, job, parts: places }: SampleOrder,
  vehicleId: string,
  partIds: readonly string[],
): Promise<string> {
  const order = await takeIn(ctx, { vehicleId, order: { concern } });
  const { id: jobId } = await jobs.add(ctx, order.id, { title: job });
  await lines.add(ctx, jobId, { kind: "labour", description: job, quantity: "1" });
  for (const place of places) await lines.add(ctx, jobId, { kind: "part", partId: partIds[place], quantity: "1" });
  return order.id;
}

/** Takes out what was made up. What was issued, decided or moved about it stays, and then everything does. */
export function empty(ctx: Context): Promise<SampleData> {
  return inTransaction(ctx, async (ctx) => {
    const { made } = await state(ctx);
    if (made === null) throw new Refusal("in_use", "There is no sample data in this workshop.");
    for (const id of made.orders) await unlessGone(workOrders.remove(ctx, id));
    for (const id of made.vehicles) await unlessGone(vehicles.remove(ctx, id));
    for (const id of made.customers) await unlessGone(customers.remove(ctx, id));
    for (const id of made.parts) await unlessGone(parts.remove(ctx, id));
    for (const id of made.employees) await unlessGone(people.remove(ctx, id));
    await run(ctx.db, sql`update settings set sample_data = null`);
    audit.record(ctx, { action: "sample.empty", entityKind: "workshop", entityId: ctx.requestId });
    return { filled: false, empty: (await state(ctx)).empty };
  });
}

/**
 * Takes out what nobody touched, and leaves the rest for good: what was changed, and what an order, a document or a
 * decision needs.
 */
export function removeUntouched(ctx: Context): Promise<{ removed: number; kept: number }> {
  return inTransaction(ctx, async (ctx) => {
    const { made } = await state(ctx);
    if (made === null) return { removed: 0, kept: 0 };
    const now = await versions(ctx);
    const count = { removed: 0, kept: 0 };
    for (const kind of kinds) {
      for (const id of made[kind].filter((id) => id in now)) {
        const isTouched = made.versions !== undefined && now[id] !== made.versions[id];
        count[!isTouched && (await removes(removers[kind](ctx, id))) ? "removed" : "kept"]++;
      }
    }
    await run(ctx.db, sql`update settings set sample_data = null`);
    audit.record(ctx, { action: "sample.empty", entityKind: "workshop", entityId: ctx.requestId, after: count });
    return count;
  });
}

const removers: Record<(typeof kinds)[number], (ctx: Context, id: string) => Promise<unknown>> = {
  orders: workOrders.remove,
  vehicles: vehicles.remove,
  customers: customers.remove,
  parts: parts.remove,
  employees: people.remove,
};

async function removes(removing: Promise<unknown>): Promise<boolean> {
  try {
    await removing;
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}

/** The versions of all made-up rows that are still there. */
async function versions(ctx: Context): Promise<Record<string, number>> {
  const found = await one<{ versions: Record<string, number> | null }>(
    ctx.db,
    sql`with made as (
        select kind, jsonb_array_elements_text(ids)::uuid as id from settings, jsonb_each(sample_data - 'versions') as each (kind, ids)
      )
      select jsonb_object_agg(id, version) as versions from (
        select id, version from customers join made using (id) union all select id, version from vehicles join made using (id)
        union all select id, version from parts join made using (id) union all select id, version from employees join made using (id)
        union all select id, version from work_orders join made using (id)) as rows`,
  );
  return found.versions ?? {};
}

/** Somebody may have deleted one of them by hand. */
async function unlessGone(removing: Promise<unknown>): Promise<void> {
  try {
    await removing;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "not_found") throw error;
  }
}
