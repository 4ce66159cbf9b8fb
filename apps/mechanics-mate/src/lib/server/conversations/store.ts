import type { Source } from "@mechanicbuddy/assistant/source";
import type { ConversationRow, Turn } from "@mechanicbuddy/contract/mate/conversations";
import { type Db, maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

const iso = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const row = sql`c.id, coalesce(s.title, c.title) as title, ${iso("c.last_at")} as "lastAt", s.conversation_id is not null as saved,
  c.imported, c.version, case when v.id is not null then json_build_object('id', v.id, 'name',
    coalesce(v.label, btrim(concat_ws(' ', v.make, v.model, v.year)))) end as vehicle
  from conversations c left join saved_conversations s on s.conversation_id = c.id left join vehicles v on v.id = c.vehicle_id`;

export interface Place {
  at: string;
  id: string;
}

/** The last first; one row more than asked for tells that there is a next page. */
export function page(db: Db, saved: boolean, after: Place | undefined, limit: number): Promise<ConversationRow[]> {
  const from = after === undefined ? sql`true` : sql`(c.last_at, c.id) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  const which = saved ? sql`s.conversation_id is not null` : sql`true`;
  return rows(
    db,
    sql<ConversationRow>`select ${row} where ${which} and ${from} order by c.last_at desc, c.id desc limit ${limit + 1}`,
  );
}

export const findRow = (db: Db, id: string): Promise<ConversationRow | undefined> =>
  maybeOne(db, sql<ConversationRow>`select ${row} where c.id = ${id}`);

export function turns(db: Db, id: string): Promise<Turn[]> {
  return rows(
    db,
    sql<Turn>`select m.id, m.role, m.body as text, ${iso("m.created_at")} as at,
        case when a.id is not null then json_build_object('id', a.id, 'mode', a.mode, 'model', a.model, 'state', a.state,
          'blocks', a.blocks, 'sources', a.sources, 'confidence', a.confidence, 'thumb', f.thumb, 'fixed', f.fixed) end
          as answer
      from messages m left join lateral (select * from answers where message_id = m.id order by created_at desc limit 1) a
        on true
      left join answer_feedback f on f.answer_id = a.id
      where m.conversation_id = ${id} order by m.created_at, m.id limit 500`,
  );
}

export function insert(
  db: Db,
  {
    id,
    userId,
    title,
    vehicleId,
    imported,
    now,
  }: {
    id: string;
    userId: string;
    title: string;
    vehicleId: string | null;
    imported: boolean;
    now: Date;
  },
): Promise<number> {
  return run(
    db,
    sql`insert into conversations (id, created_at, last_at, user_id, vehicle_id, title, imported)
      values (${id}, ${now}, ${now}, ${userId}, ${vehicleId}, ${title}, ${imported})`,
  );
}

export const touch = (db: Db, id: string, now: Date): Promise<number> =>
  run(db, sql`update conversations set last_at = ${now} where id = ${id}`);

/** False when somebody changed it meanwhile, or when it is not there. */
export async function rename(db: Db, id: string, version: number, title: string): Promise<boolean> {
  const changed = await run(
    db,
    sql`update conversations set title = ${title}, version = version + 1 where id = ${id} and version = ${version}`,
  );
  if (changed === 0) return false;
  await run(db, sql`update saved_conversations set title = ${title} where conversation_id = ${id}`);
  return true;
}

/** Names a conversation that nobody has named; its version stays, for nobody but code wrote the name before. */
export const nameUnnamed = (db: Db, id: string, title: string): Promise<number> =>
  run(db, sql`update conversations set title = ${title} where id = ${id} and version = 1`);

export const remove = (db: Db, id: string): Promise<number> => run(db, sql`delete from conversations where id = ${id}`);

/** How many are kept; nobody else of the account saves one until the transaction ends. */
export async function countSaved(db: Db, userId: string): Promise<number> {
  await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${`saved:${userId}`}, 0))`);
  return (await rows(db, sql`select from saved_conversations where user_id = ${userId}`)).length;
}

export const save = (db: Db, id: string, userId: string, title: string): Promise<number> =>
  run(
    db,
    sql`insert into saved_conversations (conversation_id, user_id, title) values (${id}, ${userId}, ${title})
      on conflict (conversation_id) do update set title = excluded.title`,
  );

export const unsave = (db: Db, id: string): Promise<number> =>
  run(db, sql`delete from saved_conversations where conversation_id = ${id}`);

export const insertImported = (
  db: Db,
  userId: string,
  id: string,
  texts: readonly string[],
  now: Date,
): Promise<number> =>
  run(
    db,
    sql`insert into messages (id, created_at, user_id, conversation_id, client_message_id, role, body)
      select gen_random_uuid(), ${now}::timestamptz + (t.n || ' milliseconds')::interval, ${userId}, ${id}, gen_random_uuid(),
        'imported', t.body from unnest(${[...texts]}::text[]) with ordinality as t(body, n)`,
  );

/** Repairs that held, as the account confirmed them: complaint and what it said of it. */
export function fixes(db: Db, words: string, limit: number): Promise<Source[]> {
  return rows(
    db,
    sql<Source>`select 'fix-' || a.id as id, 'fix' as kind, 'fix' as record, 'A fix that held' as title,
        to_char(a.created_at, 'YYYY-MM-DD') as on,
        left(m.body, 400) || coalesce(' – ' || nullif(f.correction, ''), '') || ' This fixed it.' as text
      from answer_feedback f join answers a on a.id = f.answer_id join messages m on m.id = a.message_id
      where f.fixed = 'fixed' and to_tsvector('english', m.body) @@ websearch_to_tsquery('english', ${words})
      order by a.created_at desc limit ${limit}`,
  );
}

export function history(db: Db, vehicleId: string): Promise<Source[]> {
  return rows(
    db,
    sql<Source>`select 'note-' || v.id as id, 'record' as kind, 'job' as record, 'Your notes on this vehicle' as title,
        to_char(v.created_at, 'YYYY-MM-DD') as on, v.notes as text
      from vehicles v where v.id = ${vehicleId} and v.notes is not null and v.notes <> ''
      union all
      select 'odometer-' || v.id, 'record', 'mileage', 'Odometer', to_char(v.created_at, 'YYYY-MM-DD'),
        'Odometer ' || to_char(v.odometer, 'FM999,999,999') || case v.odometer_unit when 'km' then ' km.' else ' miles.' end
      from vehicles v where v.id = ${vehicleId} and v.odometer is not null`,
  );
}
