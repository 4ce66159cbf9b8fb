import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { things } from "./store.ts";

/** Files of orders, jobs, cars and customers that are no more hang on nothing. */
export async function freeAbandoned(ctx: Context): Promise<void> {
  for (const [kind, table] of [...Object.entries(things), ["job", "jobs"] as const]) {
    await run(
      ctx.db,
      sql`update files f set owner_kind = null, owner_id = null
        where f.owner_kind = ${kind} and not exists (select from ${sql.table(table)} t where t.id = f.owner_id)`,
    );
  }
}

/** Deletes files that have been free since before then, and says what their bytes were called. */
export function removeFree(ctx: Context, before: Date): Promise<{ removed: number; hashes: string[] }> {
  return one(
    ctx.db,
    sql<{ removed: number; hashes: string[] }>`
      with gone as (delete from files where owner_id is null and created_at < ${before} and updated_at < ${before}
        returning array[sha256, medium_sha256, small_sha256] as hashes)
      select (select count(*)::int from gone) as removed,
        coalesce((select array_agg(distinct encode(h, 'hex')) from gone cross join unnest(gone.hashes) h
          where h is not null), '{}') as hashes`,
  );
}

/** Those of the hashes that no file uses any more. */
export async function unshared(ctx: Context, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return [];
  const found = await rows<{ hash: string }>(
    ctx.db,
    sql`select h as hash from unnest(${[...hashes]}::text[]) h
      where not exists (select from files f where decode(h, 'hex') in (f.sha256, f.medium_sha256, f.small_sha256))`,
  );
  return found.map(({ hash }) => hash);
}

/** Every content the workshop has, as lower-case hexadecimal. */
export async function allHashes(ctx: Context): Promise<string[]> {
  const found = await rows(
    ctx.db,
    sql<{ hash: string }>`select distinct encode(hash, 'hex') as hash from files,
      unnest(array[sha256, medium_sha256, small_sha256]) as hash where hash is not null`,
  );
  return found.map(({ hash }) => hash);
}
