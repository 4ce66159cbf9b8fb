import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";

export type Fields = Record<string, unknown> | null;

/** An entry as the chain holds it, with the clear text beside it. */
export interface Row {
  seq: number;
  row: { at: string; before: Fields; after: Fields };
  personal: { salt: string; before: Fields; after: Fields } | null;
}

interface Head {
  seq: number;
  hash: string;
}

const head = sql`select seq::float8 as seq, encode(hash, 'hex') as hash from chain_heads where name = 'audit'`;

export function findHead(ctx: Context): Promise<Head> {
  return one(ctx.db, sql<Head>`${head}`);
}

export function lockHead(ctx: Context): Promise<Head> {
  return one(ctx.db, sql<Head>`${head} for update`);
}

const entry = sql`select e.seq::float8 as seq, json_build_object('id', e.id,
    'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'actorKind', e.actor_kind,
    'actorId', e.actor_id, 'actorName', e.actor_name, 'sessionId', e.session_id, 'ip', e.ip::text, 'action', e.action,
    'entityKind', e.entity_kind, 'entityId', e.entity_id, 'before', e.before, 'after', e.after,
    'requestId', e.request_id) as row,
    case when a.entry_id is not null then
      json_build_object('salt', encode(a.salt, 'hex'), 'before', a.before, 'after', a.after) end as personal
  from audit_entries e left join audit_personal a on a.entry_id = e.id`;

export function entriesAfter(ctx: Context, seq: number, limit: number): Promise<Row[]> {
  return rows(ctx.db, sql<Row>`${entry} where e.seq > ${seq} order by e.seq limit ${limit}`);
}

export function entriesBetween(ctx: Context, after: number, last: number): Promise<Row[]> {
  return rows(ctx.db, sql<Row>`${entry} where e.seq > ${after} and e.seq <= ${last} order by e.seq`);
}

export interface Seal {
  firstSeq: number;
  lastSeq: number;
  entries: number;
  prevHash: string;
  hash: string;
}

export function sealAfter(ctx: Context, seq: number): Promise<Seal | undefined> {
  return maybeOne(
    ctx.db,
    sql<Seal>`select first_seq::float8 as "firstSeq", last_seq::float8 as "lastSeq", entries,
        encode(prev_hash, 'hex') as "prevHash", encode(hash, 'hex') as hash
      from audit_seals where first_seq > ${seq} order by first_seq limit 1`,
  );
}

export async function saveSeal(ctx: Context, { firstSeq, lastSeq, entries, prevHash, hash }: Seal): Promise<void> {
  await Promise.all([
    run(
      ctx.db,
      sql`insert into audit_seals (id, first_seq, last_seq, entries, prev_hash, hash)
        values (${newId()}, ${firstSeq}, ${lastSeq}, ${entries}, decode(${prevHash}, 'hex'), decode(${hash}, 'hex'))`,
    ),
    run(ctx.db, sql`update chain_heads set seq = ${lastSeq}, hash = decode(${hash}, 'hex') where name = 'audit'`),
  ]);
}
