import type { ShownPicture } from "@mechanicbuddy/contract/files";
import type { MyJob } from "@mechanicbuddy/contract/my-jobs";
import type { Context } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import * as files from "../files/files.ts";
import { summary } from "../work-orders/work-orders.ts";

type StoredPhoto = Omit<ShownPicture, "addresses">;
type Row = Omit<MyJob, "photos"> & { photos: StoredPhoto[] };

const atMost = 100;

/** Work begins in the first working column behind all waiting ones, a diagnosis in the first working column. */
const startStatus = sql`(select b.id from board_statuses b where b.category = 'working' and b.archived_at is null
  order by (j.kind = 'diagnosis' or b.position > coalesce((select max(w.position) from board_statuses w
    where w.category = 'waiting' and w.archived_at is null), 0)) desc, b.position limit 1)`;

const parts = sql`coalesce((select json_agg(json_build_object('id', l.id, 'description', l.description,
    'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'status', l.part_status) order by l.position)
  from lines l where l.job_id = j.id and l.kind = 'part'), '[]')`;

/** The jobs of open orders whose car is here that the caller is a mechanic of. */
export async function listMine(ctx: Context): Promise<{ items: MyJob[] }> {
  const query = sql<Row>`select j.id, j.version, j.title, j.kind, j.complaint, j.cause, j.correction, j.authorisation,
      j.done_at as "doneAt", j.outcome, ${parts} as parts, ${files.picturesOfJob("j.id")} as photos, ${startStatus} as "startStatusId",
      json_build_object('id', o.id, 'number', o.number, 'plate', v.plate, 'vehicle', v.label, 'concern', o.concern,
        'keyTag', o.key_tag, 'promisedAt', ${summary.utc("o.promised_at")}, 'late', ${summary.late(ctx)},
        'boardStatus', json_build_object('id', s.id, 'name', s.name, 'category', s.category,
          'since', coalesce((select ${summary.utc("m.created_at")} from board_moves m where m.work_order_id = o.id
            order by m.created_at desc, m.id desc limit 1), ${summary.utc("o.created_at")}))) as "order"
    from users u
    join job_mechanics mine on mine.employee_id = u.employee_id
    join jobs j on j.id = mine.job_id
    join work_orders o on o.id = j.work_order_id
    join board_statuses s on s.id = o.board_status_id
    left join vehicles v on v.id = o.vehicle_id
    where u.id = ${ctx.actor.userId ?? null} and o.stage in ('quote', 'order') and s.category <> 'gone'
      and j.authorisation <> 'declined'
    order by j.done_at is not null, s.category = 'working' desc, o.promised_at, o.number, j.position
    limit ${sql.lit(atMost)}`;
  const jobs = await rows(ctx.db, query);
  const shown = (photo: StoredPhoto) => ({ ...photo, addresses: files.addressesOf(ctx, photo.id) });
  return { items: jobs.map((job) => ({ ...job, photos: job.photos.map(shown) })) };
}
