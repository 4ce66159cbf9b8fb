import type { MateVehicle, MateVehicleInput } from "@mechanicbuddy/contract/mate/vehicles";
import { type Db, maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

const columns = sql`id, label, vin, make, model, year, engine, fuel, gearbox, odometer, odometer_unit as "odometerUnit",
  notes, sources, version, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "createdAt"`;

export const list = (db: Db): Promise<MateVehicle[]> =>
  rows(db, sql<MateVehicle>`select ${columns} from vehicles order by created_at desc, id desc limit 200`);

export const find = (db: Db, id: string): Promise<MateVehicle | undefined> =>
  maybeOne(db, sql<MateVehicle>`select ${columns} from vehicles where id = ${id}`);

export interface Row extends Required<MateVehicleInput> {
  sources: MateVehicle["sources"];
}

export function insert(db: Db, id: string, userId: string, row: Row): Promise<number> {
  return run(
    db,
    sql`insert into vehicles (id, user_id, label, vin, make, model, year, engine, fuel, gearbox, odometer, odometer_unit,
        notes, sources)
      values (${id}, ${userId}, ${row.label}, ${row.vin}, ${row.make}, ${row.model}, ${row.year}, ${row.engine},
        ${row.fuel}, ${row.gearbox}, ${row.odometer}, ${row.odometerUnit}, ${row.notes}, ${JSON.stringify(row.sources)})`,
  );
}

/** False when somebody changed it meanwhile, or when it is not there. */
export async function update(db: Db, id: string, version: number, row: Row): Promise<boolean> {
  const changed = await run(
    db,
    sql`update vehicles set label = ${row.label}, vin = ${row.vin}, make = ${row.make}, model = ${row.model},
        year = ${row.year}, engine = ${row.engine}, fuel = ${row.fuel}, gearbox = ${row.gearbox},
        odometer = ${row.odometer}, odometer_unit = ${row.odometerUnit}, notes = ${row.notes},
        sources = ${JSON.stringify(row.sources)}, version = version + 1
      where id = ${id} and version = ${version}`,
  );
  return changed === 1;
}

export const remove = (db: Db, id: string): Promise<number> => run(db, sql`delete from vehicles where id = ${id}`);
