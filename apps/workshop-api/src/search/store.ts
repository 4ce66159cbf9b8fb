import type { Hit } from "@mechanicbuddy/contract/search";
import type { Context } from "@mechanicbuddy/platform/context";
import { hot, rows, run } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import { type NewEntry, type SearchKind, type StoredEntry, textOf } from "./entry.ts";
import { isShort, patternOf, type Query } from "./query.ts";

export type StoredKind = StoredEntry["kind"];

interface Stored {
  rows: StoredEntry[];
  heads: string[];
  recency: Date;
}

/** Entry and heads in one statement. Heads that stay are kept, so that nothing is deleted and inserted at once. */
export function upsert(ctx: Context, { kind, entityId, isRebuilt = false }: NewEntry, stored: Stored): Promise<number> {
  const recency = stored.recency.toISOString();
  return run(
    ctx.db,
    hot(sql`with entry as (
        insert into search_entries (kind, entity_id, title, subtitle, keys, text, recency)
        select e.kind, ${entityId}, e.title, e.subtitle, e.keys, e.text, ${recency}
        from jsonb_to_recordset(${JSON.stringify(stored.rows)}::jsonb)
          as e(kind text, title text, subtitle text, keys text[], text text)
        on conflict (kind, entity_id) do update set title = excluded.title, subtitle = excluded.subtitle,
          keys = excluded.keys, text = excluded.text,
          recency = case when ${isRebuilt} then search_entries.recency else excluded.recency end
      ), gone as (
        delete from search_heads where entity_id = ${entityId} and head <> all(${stored.heads}::text[])
      )
      insert into search_heads (entity_id, head, kind, recency)
      select ${entityId}, head, ${kind}, ${recency} from unnest(${stored.heads}::text[]) head
      on conflict (entity_id, head) do update set kind = excluded.kind,
        recency = case when ${isRebuilt} then search_heads.recency else excluded.recency end`),
  );
}

export function remove(ctx: Context, kind: SearchKind, entityId: string): Promise<number> {
  const kinds: StoredKind[] = kind === "customer" ? ["customer", "contact"] : [kind];
  return run(
    ctx.db,
    sql`with heads as (delete from search_heads where entity_id = ${entityId} and kind = ${kind})
      delete from search_entries where entity_id = ${entityId} and kind = any(${kinds}::text[])`,
  );
}

export function touch(ctx: Context, ids: string[]): Promise<number> {
  const now = ctx.now().toISOString();
  return run(
    ctx.db,
    sql`with heads as (update search_heads set recency = ${now} where entity_id = any(${ids}::uuid[]))
      update search_entries set recency = ${now}
      where kind in ('customer', 'contact', 'vehicle', 'part') and entity_id = any(${ids}::uuid[])`,
  );
}

export function rename(
  ctx: Context,
  ids: readonly string[],
  name: { from: string; to: string },
  words: { from: string[]; to: string[] },
): Promise<number> {
  return run(
    ctx.db,
    sql`update search_entries
      set title = replace(title, ${name.from}, ${name.to}), subtitle = replace(subtitle, ${name.from}, ${name.to}),
        text = rtrim(replace(text || ' ', ${`${textOf(words.from)} `}, ${`${textOf(words.to)} `}))
      where kind in ('vehicle', 'work_order', 'estimate', 'invoice') and entity_id = any(${ids}::uuid[])`,
  );
}

const hit = sql`case e.kind when 'contact' then 'customer' else e.kind end as kind, e.entity_id as id, e.title, e.subtitle`;

/** Entries that are looked at first: words so common that these hold a page of them need no other. */
const RECENT = 4_000;

/**
 * Three characters and more, over everything. Common words are found among the most recent entries; only when those are
 * too few is everything gone through. Unnamed on purpose: PostgreSQL plans it for its pattern.
 */
export function findByText(ctx: Context, query: Query, kinds: StoredKind[], limit: number): Promise<Hit[]> {
  const begins = query.words.map((word) => sql`e.text like ${`% ${word}%`}`);
  const fits = sql`e.kind = any(${kinds}::text[]) and ${matches(query)}`;
  return rows<Hit>(
    ctx.db,
    sql`with recent as materialized (
        select e.* from (select * from search_entries order by recency desc limit ${RECENT}) e where ${fits}
      ), found as (
        select * from recent
        union select e.* from search_entries e where e.keys @> array[${query.joined}] and ${fits}
        union select e.* from search_entries e where (select count(*) from recent) < ${limit} and ${fits}
      )
      select ${hit} from found e
      order by e.keys @> array[${query.joined}] desc, (${sql.join(begins, sql` and `)}) desc, e.recency desc, e.entity_id
      limit ${limit}`,
  );
}

/** One and two characters: the whole key first, then the most recent beginnings. */
export function findByHead(ctx: Context, query: Query, kinds: SearchKind[], limit: number): Promise<Hit[]> {
  return rows<Hit>(
    ctx.db,
    sql`select kind, id, title, subtitle from (
        select ${hit}, e.recency, true as exact from search_entries e
        where e.keys @> array[${query.joined}] and e.kind = any(${kinds}::text[])
        union all
        select ${hit}, h.recency, false from (
          select entity_id, kind, recency from search_heads
          where ${startsWith(query)} and kind = any(${kinds}::text[]) order by recency desc limit ${limit * 3}
        ) h join search_entries e on e.kind = h.kind and e.entity_id = h.entity_id
      ) hits
      group by kind, id, title, subtitle
      order by bool_or(exact) desc, max(recency) desc, id limit ${limit}`,
  );
}

/** Customers with names like these words, most alike first; the caller looks closer. */
export function findSimilarCustomers(
  ctx: Context,
  words: string[],
  kinds: StoredKind[],
): Promise<(Hit & { text: string })[]> {
  return rows<Hit & { text: string }>(
    ctx.db,
    sql`select ${hit}, e.text from similar_heads(${words}::text[]) s
      join search_entries e on e.kind = any(${kinds}::text[]) and e.entity_id = s.entity_id
      order by s.likeness desc, e.recency desc`,
  );
}

export const noIds: RawBuilder<unknown> = sql`(select null::uuid where false)`;

/** Gathered in an array first, so that the list starts from the few hits; joined, it would be read through for them. */
export function idsByText(query: Query, kinds: StoredKind[]): RawBuilder<unknown> {
  return sql`(select unnest(array(
    select e.entity_id from search_entries e where e.kind = any(${kinds}::text[]) and ${matches(query)})))`;
}

export function idsByHead(query: Query, kind: SearchKind): RawBuilder<unknown> {
  return sql`(select entity_id from search_heads where kind = ${kind} and ${startsWith(query)})`;
}

function matches({ words, joined }: Query): RawBuilder<unknown> {
  const all = sql.join(
    words.map((word) => sql`e.text like ${patternOf(word)}`),
    sql` and `,
  );
  return words.length === 1 ? all : sql`((${all}) or e.text like ${patternOf(joined)})`;
}

/** The length stands in the text, because only then do the indexes on the first one and two characters fit. */
function startsWith(query: Query): RawBuilder<unknown> {
  if (!isShort(query)) throw new Error("Beginnings are looked up by one or two characters");
  return sql`left(head, ${sql.lit([...query.joined].length)}) = ${query.joined}`;
}
