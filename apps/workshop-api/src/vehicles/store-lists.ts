import type { DeclinedJob, HistoryEntry, VehicleRow } from "@mechanicbuddy/contract/vehicles";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import { picturesOfJob } from "../files/files.ts";

/** Nobody reads beyond: the page says "10,000+". */
const COUNTED = 10_000;

export interface Filter {
  ids?: RawBuilder<unknown> | undefined;
  customerId?: string | undefined;
  make?: string | undefined;
  dueBefore?: string | undefined;
  archived?: boolean | undefined;
}

/** Where a page begins: moment and id of the last row shown. */
export interface Position {
  at: string;
  id: string;
}

interface Page {
  after: Position | undefined;
  limit: number;
}

/** `position` is a moment to the microsecond: what JavaScript keeps of it would skip rows of one import. */
type Placed<T> = T & { position: string; rowId: string };

function conditions({ ids, customerId, make, dueBefore, archived = false }: Filter): RawBuilder<unknown>[] {
  const all = [archived ? sql`v.archived_at is not null` : sql`v.archived_at is null`];
  if (ids !== undefined) all.push(sql`v.id in ${ids}`);
  if (make !== undefined) all.push(sql`v.make = ${make}`);
  if (customerId !== undefined) {
    all.push(sql`v.id in (select vehicle_id from ownerships
      where customer_id = ${customerId} and until_on is null and relation = 'owner')`);
  }
  if (dueBefore !== undefined) {
    all.push(sql`v.id in (select vehicle_id from due_items where next_due_on < ${dueBefore}::date)`);
  }
  return all;
}

/** One row more than asked for, which tells that there is a next page. The rest is looked up for these rows only. */
export function page(ctx: Context, filter: Filter, { after, limit }: Page): Promise<Placed<VehicleRow>[]> {
  const where = conditions(filter);
  if (after !== undefined) where.push(sql`(v.created_at, v.id) < (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows<Placed<VehicleRow>>(
    ctx.db,
    sql`select v.id, v.plate, v.label, v.vin, v.created_at::text as position, v.id as "rowId",
        (select json_build_object('id', c.id, 'name', c.name) from ownerships o join customers c on c.id = o.customer_id
          where o.vehicle_id = v.id and o.relation = 'owner' and o.until_on is null) as owner,
        (select w.created_at from work_orders w where w.vehicle_id = v.id and w.stage <> 'cancelled'
          order by w.created_at desc limit 1) as "lastVisitAt",
        (select min(d.next_due_on) from due_items d where d.vehicle_id = v.id) as "nextDueOn"
      from (select v.id, v.plate, v.label, v.vin, v.created_at from vehicles v
        where ${sql.join(where, sql` and `)} order by v.created_at desc, v.id desc limit ${limit + 1}) v
      order by v.created_at desc, v.id desc`,
  );
}

export async function count(ctx: Context, filter: Filter): Promise<number> {
  const { total } = await one<{ total: number }>(
    ctx.db,
    sql`select count(*)::int as total from (
      select from vehicles v where ${sql.join(conditions(filter), sql` and `)} limit ${COUNTED}) counted`,
  );
  return total;
}

/** Steps from make to make along the index, because reading all vehicles for a few dozen makes takes long. */
export async function usedMakes(ctx: Context): Promise<string[]> {
  const found = await rows<{ make: string }>(
    ctx.db,
    sql`with recursive used as (
        select min(make) as make from vehicles where make is not null
        union all
        select (select min(make) from vehicles where make > used.make) from used where used.make is not null
      ) select make from used where make is not null limit 1000`,
  );
  return found.map((row) => row.make);
}

/** Models of the cars of one make, as they are written here. */
export async function usedModels(ctx: Context, make: string): Promise<string[]> {
  const found = await rows<{ model: string }>(
    ctx.db,
    sql`select distinct model from vehicles where make = ${make} and model is not null limit 500`,
  );
  return found.map((row) => row.model);
}

export type StoredPhoto = Omit<HistoryEntry["photos"][number], "addresses">;
type FinishedJob = Omit<HistoryEntry, "photos"> & { photos: StoredPhoto[] };

export function finishedJobs(ctx: Context, vehicleId: string, { after, limit }: Page): Promise<Placed<FinishedJob>[]> {
  const older = after && sql`and (j.done_at, j.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  return rows<Placed<FinishedJob>>(
    ctx.db,
    sql`select j.id, j."workOrderId", j.number, j.reference, j.done_at as at, j.odometer, j.title, j.cause, j.correction,
        case when j."workOrderId" is null then j.parts else array(select l.description from lines l
          where l.job_id = j.id and l.kind = 'part' and l.part_status not in ('returned', 'dropped')
          order by l.position, l.id) end as parts, ${picturesOfJob("j.id")} as photos,
        j.done_at::text as position, j.id as "rowId"
      from (
        select j.id, w.id as "workOrderId", w.number, null as reference, j.done_at,
          coalesce(w.odometer_out, w.odometer_in) as odometer, j.title, j.cause, j.correction, '{}'::text[] as parts
        from work_orders w join jobs j on j.work_order_id = w.id
        where w.vehicle_id = ${vehicleId} and w.stage <> 'cancelled' and j.done_at is not null
        union all
        select i.id, null, null, i.reference, (i.done_on + time '12:00') at time zone s.time_zone, i.odometer, i.title, i.cause,
          i.correction, array_remove(array[i.parts], null)
        from imported_work i cross join settings s where i.vehicle_id = ${vehicleId}) j
      where true ${older ?? sql``}
      order by j.done_at desc, j.id desc limit ${limit + 1}`,
  );
}

/** The price is what the customer said no to, not what the job would cost today. */
export function declinedJobs(ctx: Context, vehicleId: string): Promise<DeclinedJob[]> {
  const price = sql`, a.amount_cents as "totalCents"`;
  return rows<DeclinedJob>(
    ctx.db,
    sql`select j.id as "jobId", w.id as "workOrderId", w.number, j.title, a.decided_at as "declinedAt", p.comment
        ${may(ctx, "prices.read") ? price : sql``}
      from work_orders w join jobs j on j.work_order_id = w.id
      join lateral (select a.id, a.decided_at, a.amount_cents from approvals a
        where a.job_id = j.id and a.decision = 'declined' order by a.seq desc limit 1) a on true
      left join approval_people p on p.approval_id = a.id
      where w.vehicle_id = ${vehicleId} and j.authorisation = 'declined'
        and not exists (select from jobs r where r.revived_from = j.id)
      order by a.decided_at desc, j.id limit 100`,
  );
}
