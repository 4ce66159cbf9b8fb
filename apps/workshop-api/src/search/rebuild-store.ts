import type { Context } from "@mechanicbuddy/platform/context";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { SearchKind } from "./entry.ts";
import type { Source } from "./rebuild.ts";

const ids = async (found: Promise<{ id: string }[]>) => (await found).map(({ id }) => id);

/** Things after `after` in the order of their ids. */
export function idsAfter(ctx: Context, { things }: Source, after: string, limit: number): Promise<string[]> {
  return ids(rows(ctx.db, sql`select t.id from ${things} t where t.id > ${after} order by t.id limit ${limit}`));
}

/** Things that search does not know. */
export function unknown(ctx: Context, { kind, things }: Source, limit: number): Promise<string[]> {
  return ids(
    rows(
      ctx.db,
      sql`select t.id from ${things} t
        where not exists (select from search_entries e where e.kind = ${kind} and e.entity_id = t.id) limit ${limit}`,
    ),
  );
}

/** What search finds although it is gone. */
export function orphans(ctx: Context, { kind, things }: Source, limit: number): Promise<string[]> {
  return ids(
    rows(
      ctx.db,
      sql`select e.entity_id as id from search_entries e
        where e.kind = ${kind} and not exists (select from ${things} t where t.id = e.entity_id) limit ${limit}`,
    ),
  );
}

/** Some things, others each time. */
export function some(ctx: Context, { things }: Source, limit: number): Promise<string[]> {
  return ids(rows(ctx.db, sql`select t.id from ${things} t order by random() limit ${limit}`));
}

/** What search knows of things, to compare before and after. */
export function fingerprints(ctx: Context, kind: SearchKind, of: readonly string[]) {
  return rows<{ id: string; known: string }>(
    ctx.db,
    sql`select e.entity_id as id, md5(string_agg(concat_ws('|', e.kind, e.title, e.subtitle, e.keys::text, e.text), '/' order by e.kind)) as known
      from search_entries e where e.kind in (${kind}, ${kind === "customer" ? "contact" : kind})
        and e.entity_id = any(${of}::uuid[]) group by e.entity_id`,
  );
}
