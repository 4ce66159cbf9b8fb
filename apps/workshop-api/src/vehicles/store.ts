import type { Vehicle } from "@mechanicbuddy/contract/vehicles";
import type { Context } from "@mechanicbuddy/platform/context";
import { hot, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import { type Keys, keysOf, type Namesake, type VehicleState } from "./vehicle.ts";

/** The workshop's date now. */
export const today = (ctx: Context) =>
  sql`(${ctx.now()}::timestamptz at time zone (select time_zone from settings))::date`;

export const columns = sql`v.id, v.version, v.label, v.plate, v.plate_country as "plateCountry", v.vin, v.make, v.model, v.series,
  v.model_year as "modelYear", v.first_registered_on as "firstRegisteredOn", v.body, v.engine,
  v.engine_code as "engineCode", v.displacement_ccm as "displacementCcm", v.power_kw as "powerKw", v.fuel,
  v.transmission, v.drive, v.steering_side as "steeringSide", v.region, v.colour, v.tyre_sizes as "tyreSizes", v.note,
  v.external_id as "externalId", v.archived_at as "archivedAt",
  (select json_build_object('id', c.id, 'name', c.name) from ownerships o join customers c on c.id = o.customer_id
    where o.vehicle_id = v.id and o.relation = 'owner' and o.until_on is null) as owner,
  (select json_build_object('value', r.value, 'unit', r.unit, 'readAt', r.read_at) from odometer_readings r
    where r.vehicle_id = v.id order by r.read_at desc, r.id desc limit 1) as odometer,
  (select coalesce(json_agg(json_build_object('plate', p.plate, 'untilOn', p.until_on)
      order by p.until_on desc, p.id desc), '[]')
    from vehicle_plates p where p.vehicle_id = v.id) as "formerPlates"`;

export function find(ctx: Context, id: string): Promise<Vehicle | undefined> {
  return maybeOne(ctx.db, hot(sql<Vehicle>`select ${columns} from vehicles v where v.id = ${id}`));
}

/** The row as it is now, held until the transaction ends. */
export function lock(ctx: Context, id: string): Promise<Vehicle | undefined> {
  return maybeOne(ctx.db, sql<Vehicle>`select ${columns} from vehicles v where v.id = ${id} for update of v`);
}

export interface Known {
  id: string;
  label: string;
  plate: string | null;
  vin: string | null;
  ownerId: string | null;
}

export function findKnown(ctx: Context, id: string): Promise<Known | undefined> {
  return maybeOne(
    ctx.db,
    sql<Known>`select v.id, v.label, v.plate, v.vin, o.customer_id as "ownerId"
      from vehicles v
      left join ownerships o on o.vehicle_id = v.id and o.relation = 'owner' and o.until_on is null
      where v.id = ${id}`,
  );
}

export async function exists(ctx: Context, id: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select from vehicles where id = ${id}`)) !== undefined;
}

/** Live vehicles with this plate or VIN; a VIN's first, because it decides. */
export function findNamesakes(ctx: Context, exceptId: string, keys: Keys): Promise<Namesake[]> {
  return rows<Namesake>(
    ctx.db,
    sql`select v.id, v.label, v.plate, coalesce(v.vin_key = ${keys.vin}, false) as "sameVin" from vehicles v
      where (v.vin_key = ${keys.vin} or v.plate_key = ${keys.plate}) and v.archived_at is null and v.id <> ${exceptId}
      order by "sameVin" desc, v.id limit 5`,
  );
}

export function columnsOf(state: VehicleState) {
  const keys = keysOf(state);
  return {
    plate: state.plate,
    plate_key: keys.plate,
    plate_country: state.plateCountry,
    vin: state.vin,
    vin_key: keys.vin,
    make: state.make,
    model: state.model,
    series: state.series,
    model_year: state.modelYear,
    first_registered_on: state.firstRegisteredOn,
    body: state.body,
    engine: state.engine,
    engine_code: state.engineCode,
    displacement_ccm: state.displacementCcm,
    power_kw: state.powerKw,
    fuel: state.fuel,
    transmission: state.transmission,
    drive: state.drive,
    steering_side: state.steeringSide,
    region: state.region,
    colour: state.colour,
    tyre_sizes: state.tyreSizes,
    note: state.note,
    external_id: state.externalId,
  };
}

/** The vehicle, and from today on its owner if known. */
export async function insert(
  ctx: Context,
  id: string,
  state: VehicleState,
  ownerId: string | undefined,
): Promise<void> {
  const row = { id, ...columnsOf(state), created_by: ctx.actor.userId ?? null, created_at: ctx.now().toISOString() };
  await Promise.all([
    run(ctx.db, db.insertInto("vehicles").values(row)),
    ownerId === undefined ? undefined : openOwnership(ctx, id, ownerId, undefined),
  ]);
}

export async function update(
  ctx: Context,
  id: string,
  state: VehicleState,
  more: { archivedAt: string | null; formerPlate: string | null },
): Promise<void> {
  const set = { ...columnsOf(state), archived_at: more.archivedAt };
  await Promise.all([
    run(ctx.db, db.updateTable("vehicles").set(set).where("id", "=", id)),
    more.formerPlate === null ? undefined : keepPlate(ctx, id, more.formerPlate),
  ]);
}

function keepPlate(ctx: Context, id: string, plate: string): Promise<number> {
  const key = keysOf({ plate, vin: null }).plate;
  return run(
    ctx.db,
    sql`insert into vehicle_plates (id, vehicle_id, plate, plate_key, until_on, created_by)
      values (${newId()}, ${id}, ${plate}, ${key}, ${today(ctx)}, ${ctx.actor.userId ?? null})`,
  );
}

/** @param fromOn today unless said */
export function openOwnership(
  ctx: Context,
  vehicleId: string,
  customerId: string,
  fromOn: string | undefined,
): Promise<number> {
  return run(
    ctx.db,
    sql`insert into ownerships (id, vehicle_id, customer_id, relation, from_on, created_by) values
      (${newId()}, ${vehicleId}, ${customerId}, 'owner', coalesce(${fromOn ?? null}::date, ${today(ctx)}),
       ${ctx.actor.userId ?? null})`,
  );
}

/** The last day of the one is the first of the other. */
export function closeOwnership(ctx: Context, vehicleId: string, untilOn: string): Promise<number> {
  return run(
    ctx.db,
    sql`update ownerships set until_on = ${untilOn}
      where vehicle_id = ${vehicleId} and relation = 'owner' and until_on is null`,
  );
}

export interface OwnerNow {
  today: string;
  id: string | null;
  name: string | null;
  fromOn: string | null;
}

/** Who owns the vehicle, if anybody, and the workshop's date. */
export function ownerNow(ctx: Context, vehicleId: string): Promise<OwnerNow> {
  return one(
    ctx.db,
    sql<OwnerNow>`select ${today(ctx)} as today, c.id, c.name, o.from_on as "fromOn"
      from (values (1)) one
      left join ownerships o on o.vehicle_id = ${vehicleId} and o.relation = 'owner' and o.until_on is null
      left join customers c on c.id = o.customer_id`,
  );
}

/** Orders of a vehicle: their number in all, and up to five by name. */
export function usageOf(
  ctx: Context,
  id: string,
): Promise<{ orders: number; usedIn: { kind: string; id: string; label: string }[] }> {
  return one(
    ctx.db,
    sql<{ orders: number; usedIn: { kind: string; id: string; label: string }[] }>`select
        (select count(*)::int from work_orders where vehicle_id = ${id}) as orders,
        (select coalesce(json_agg(place), '[]') from (
          select 'work_order' as kind, id, number::text as label from work_orders
          where vehicle_id = ${id} order by created_at desc limit 5) place) as "usedIn"`,
  );
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, db.deleteFrom("vehicles").where("id", "=", id));
}
