import type { Storage } from "@mechanicbuddy/contract/parts";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { Use } from "./store.ts";

const columns = sql`s.id, s.version, s.name, s.address, s.note, s.archived_at as "archivedAt"`;

/** Live ones first, by name. */
export function list(ctx: Context): Promise<Storage[]> {
  return rows(ctx.db, sql<Storage>`select ${columns} from storages s order by s.archived_at is not null, s.name, s.id`);
}

export function findStorage(ctx: Context, id: string): Promise<Storage | undefined> {
  return maybeOne(ctx.db, sql<Storage>`select ${columns} from storages s where s.id = ${id}`);
}

/** The storage, held until the transaction ends. */
export function lockStorage(ctx: Context, id: string): Promise<Storage | undefined> {
  return maybeOne(ctx.db, sql<Storage>`select ${columns} from storages s where s.id = ${id} for update`);
}

/** Those of the ids that are live storages. */
export async function existing(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select id from storages where id = any(${[...ids]}::uuid[]) and archived_at is null`,
  );
  return new Set(found.map((storage) => storage.id));
}

export type StorageFields = Pick<Storage, "name" | "address" | "note">;

/** Undefined when another storage has the name. */
export function insertStorage(ctx: Context, id: string, fields: StorageFields): Promise<Storage | undefined> {
  return maybeOne(
    ctx.db,
    sql<Storage>`insert into storages as s (id, name, address, note, location_id, created_by)
      select ${id}, ${fields.name}, ${fields.address}, ${fields.note}, l.id, ${ctx.actor.userId ?? null}::uuid
      from locations l order by l.created_at limit 1
      on conflict (name) do nothing returning ${columns}`,
  );
}

export async function isNameTaken(ctx: Context, name: string, exceptId: string): Promise<boolean> {
  const found = await maybeOne(ctx.db, sql`select from storages where name = ${name} and id <> ${exceptId}`);
  return found !== undefined;
}

export function updateStorage(ctx: Context, id: string, fields: StorageFields & { archived_at: string | null }) {
  return run(ctx.db, db.updateTable("storages").set(fields).where("id", "=", id));
}

/** What a storage holds or is named by, up to five; with `now` only what lies there or is expected there today. */
export function usesOfStorage(ctx: Context, id: string, { now }: { now: boolean }): Promise<Use[]> {
  const ever = sql`union (select 'part', p.id, p.name from stock_moves m join parts p on p.id = m.part_id
        where m.storage_id = ${id} limit 5)
      union (select 'work_order', o.id, 'Work order ' || o.number
        from lines l join jobs j on j.id = l.job_id join work_orders o on o.id = j.work_order_id
        where l.storage_id = ${id} limit 5)`;
  return rows(
    ctx.db,
    sql<Use>`select u.kind, u.id, u.label from (
      (select 'part' as kind, p.id, p.name as label from stock_levels l join parts p on p.id = l.part_id
        where l.storage_id = ${id} and (l.on_hand <> 0 or l.reserved <> 0) limit 5)
      union (select 'part', p.id, p.name from parts p where p.storage_id = ${id} and p.archived_at is null limit 5)
      ${now ? sql`` : ever}) u limit 5`,
  );
}

/** How many live storages there are beside this one. */
export async function countOthers(ctx: Context, id: string): Promise<number> {
  return (await rows(ctx.db, sql`select from storages where id <> ${id} and archived_at is null`)).length;
}

/** Removes the storage with what levels of zero still name it. */
export async function removeStorage(ctx: Context, id: string): Promise<void> {
  await Promise.all([
    run(ctx.db, sql`delete from stock_levels where storage_id = ${id}`),
    run(ctx.db, sql`delete from storages where id = ${id}`),
  ]);
}
