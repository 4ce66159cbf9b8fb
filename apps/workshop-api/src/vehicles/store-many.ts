import type { Vehicle } from "@mechanicbuddy/contract/vehicles";
import type { Context } from "@mechanicbuddy/platform/context";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import { columns, columnsOf, today } from "./store.ts";
import type { VehicleState } from "./vehicle.ts";

export function matching(
  ctx: Context,
  keys: { externalIds: string[]; vins: string[]; plates: string[] },
): Promise<Vehicle[]> {
  return rows<Vehicle>(
    ctx.db,
    sql`select ${columns} from vehicles v where v.id in (
        select id from vehicles where external_id = any(${keys.externalIds}::text[])
        union select id from vehicles where vin_key = any(${keys.vins}::text[]) and archived_at is null
        union select id from vehicles where plate_key = any(${keys.plates}::text[]) and archived_at is null)
      order by v.id`,
  );
}

interface NewRow {
  id: string;
  state: VehicleState;
  owner: { id: string } | undefined;
  odometer: number | undefined;
}

/** New vehicles, their owners from today on, and their readings, in three statements. */
export async function insertMany(ctx: Context, vehicles: readonly NewRow[]): Promise<void> {
  const created_by = ctx.actor.userId ?? null;
  const created_at = ctx.now().toISOString();
  const values = vehicles.map(({ id, state }) => ({ id, ...columnsOf(state), created_by, created_at }));
  const owned = vehicles.flatMap(({ id, owner }) =>
    owner === undefined ? [] : [{ id: newId(), vehicle: id, owner: owner.id }],
  );
  const read = vehicles.flatMap(({ id, odometer }) =>
    odometer === undefined ? [] : [{ id: newId(), vehicle: id, value: odometer }],
  );
  await Promise.all([
    run(ctx.db, db.insertInto("vehicles").values(values)),
    owned.length === 0
      ? undefined
      : run(
          ctx.db,
          sql`insert into ownerships (id, vehicle_id, customer_id, relation, from_on, created_by)
            select o.id, o.vehicle, o.owner, 'owner', ${today(ctx)}, ${created_by}
            from jsonb_to_recordset(${JSON.stringify(owned)}::jsonb) as o(id uuid, vehicle uuid, owner uuid)`,
        ),
    read.length === 0
      ? undefined
      : run(
          ctx.db,
          sql`insert into odometer_readings (id, vehicle_id, value, unit, read_at, source, created_by)
            select r.id, r.vehicle, r.value, s.distance_unit, ${created_at}, 'import', ${created_by}
            from jsonb_to_recordset(${JSON.stringify(read)}::jsonb) as r(id uuid, vehicle uuid, value integer)
            cross join settings s`,
        ),
  ]);
}
