import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { type RawBuilder, sql } from "kysely";
import type { Context } from "./context.ts";

interface NewestFirst {
  /** `select …` with `id` and the moment under the name given in `at`. */
  select: RawBuilder<unknown>;
  /** `from …`, with all its joins. */
  from: RawBuilder<unknown>;
  where: RawBuilder<unknown>;
  /** The column of the moment, and the name it has in a row. */
  at: [column: RawBuilder<unknown>, name: string];
  id: RawBuilder<unknown>;
}

/** What a list is asked with. */
export interface PageQuery {
  cursor?: string;
  limit?: number;
  total?: boolean;
}

/** One page of a list that is ordered by a moment, the newest first. */
export async function newestFirst<Row extends { id: string }>(
  ctx: Context,
  { select, from, where, at: [moment, name], id }: NewestFirst,
  { cursor, limit = 25, total }: PageQuery,
): Promise<{ items: Row[]; nextCursor: string | null; total?: number }> {
  const after = positionOf<{ at: string; id: string }>(cursor);
  const found = await rows<Row>(
    ctx.db,
    sql`${select} ${from} where ${where} and (${after?.at ?? null}::timestamptz is null
        or (${moment}, ${id}) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by ${moment} desc, ${id} desc limit ${limit + 1}`,
  );
  const page = pageOf(found, limit, (last) =>
    cursorOf({ at: (last as unknown as Record<string, unknown>)[name], id: last.id }),
  );
  return total === true ? { ...page, total: await count(ctx, from, where) } : page;
}

/** How many rows there are; it stops at 10,000. */
export async function count(ctx: Context, from: RawBuilder<unknown>, where: RawBuilder<unknown>): Promise<number> {
  const { n } = await one<{ n: number }>(
    ctx.db,
    sql`select count(*)::int as n from (select 1 ${from} where ${where} limit 10000) counted`,
  );
  return n;
}

/** What a search types, as the pattern of `ilike`. */
export function likeOf(q: string | undefined): string | null {
  return q === undefined ? null : `%${q.replace(/[\\%_]/g, "\\$&")}%`;
}
