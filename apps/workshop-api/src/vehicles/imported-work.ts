import { notFound } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";

/** An entry of the history that comes from another program. */
export interface ImportedWork {
  vehicleId: string;
  doneOn: string;
  title: string;
  odometer: number | undefined;
  cause: string | undefined;
  correction: string | undefined;
  parts: string | undefined;
  reference: string | undefined;
  externalId: string | undefined;
}

/** What two entries that mean the same work have in common. */
export const workKey = ({ vehicleId, doneOn, title }: Pick<ImportedWork, "vehicleId" | "doneOn" | "title">) =>
  `${vehicleId} ${doneOn} ${title.toLowerCase()}`;

/** Entries that are here already, by their number elsewhere and by vehicle, day and title. */
export async function knownWork(
  ctx: Context,
  wishes: readonly Pick<ImportedWork, "vehicleId" | "externalId">[],
): Promise<{ byExternalId: Map<string, string>; byKey: Map<string, string> }> {
  const externalIds = wishes.flatMap(({ externalId }) => externalId ?? []);
  const vehicleIds = [...new Set(wishes.map(({ vehicleId }) => vehicleId))];
  const found = await rows<{ id: string; vehicleId: string; doneOn: string; title: string; externalId: string | null }>(
    ctx.db,
    sql`select id, vehicle_id as "vehicleId", done_on as "doneOn", title, external_id as "externalId" from imported_work
      where external_id = any(${externalIds}::text[]) or vehicle_id = any(${vehicleIds}::uuid[])`,
  );
  return {
    byExternalId: new Map(found.flatMap(({ id, externalId }) => (externalId === null ? [] : [[externalId, id]]))),
    byKey: new Map(found.map((row) => [workKey(row), row.id])),
  };
}

/** Adds entries to the history. */
export async function addWork(ctx: Context, entries: readonly (ImportedWork & { id: string })[]): Promise<void> {
  if (entries.length === 0) return;
  await run(
    ctx.db,
    sql`insert into imported_work (id, vehicle_id, done_on, odometer, title, cause, correction, parts, reference, external_id,
        created_at, created_by)
      select x.id, x."vehicleId", x."doneOn", x.odometer, x.title, x.cause, x.correction, x.parts, x.reference,
        x."externalId", ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as x (id uuid, "vehicleId" uuid, "doneOn" date,
        odometer integer, title text, cause text, correction text, parts text, reference text, "externalId" text)`,
  );
  await addReadings(ctx, entries);
}

/** What a visit read is a reading like any other, and goes with the visit. One for each day and value. */
async function addReadings(ctx: Context, entries: readonly (ImportedWork & { id: string })[]): Promise<void> {
  await run(
    ctx.db,
    sql`insert into odometer_readings (id, imported_work_id, vehicle_id, value, unit, read_at, source, created_at,
        created_by)
      select distinct on (x."vehicleId", x."doneOn", x.odometer) gen_random_uuid(), x.id, x."vehicleId", x.odometer, s.distance_unit,
        (x."doneOn" + time '12:00') at time zone s.time_zone, 'import', ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
          as x (id uuid, "vehicleId" uuid, "doneOn" date, odometer integer)
        cross join settings s
      where x.odometer is not null and not exists (select from odometer_readings r
        where r.vehicle_id = x."vehicleId" and r.value = x.odometer
          and (r.read_at at time zone s.time_zone)::date = x."doneOn")`,
  );
}

/** Takes an imported entry out of the history again. */
export async function removeWork(ctx: Context, id: string): Promise<void> {
  const gone = await maybeOne<{ vehicleId: string }>(
    ctx.db,
    sql`delete from imported_work where id = ${id} returning vehicle_id as "vehicleId"`,
  );
  if (gone === undefined) throw notFound();
  audit.record(ctx, { action: "vehicle.remove-history", entityKind: "vehicle", entityId: gone.vehicleId });
}
