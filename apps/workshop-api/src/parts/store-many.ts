import type { PriceMode } from "@mechanicbuddy/contract/totals";
import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { PartState } from "./part.ts";
import { columnsOf, type LockedState, stateColumns } from "./store.ts";

export function matching(
  ctx: Context,
  keys: { codes: string[]; barcodes: string[] },
): Promise<(LockedState & { id: string })[]> {
  return rows(
    ctx.db,
    sql<
      LockedState & { id: string }
    >`select p.id, p.version, p.archived_at as "archivedAt", ${stateColumns} from parts p
      where p.id in (select id from parts where code = any(${keys.codes}::citext[])
        union select part_id from part_barcodes where code = any(${keys.barcodes}::text[]))
      order by p.id`,
  );
}

export async function priceMode(ctx: Context): Promise<PriceMode> {
  return (await one(ctx.db, sql<{ mode: PriceMode }>`select price_mode as mode from settings`)).mode;
}

/** New parts with their empty shelves and barcodes, in three statements. */
export async function insertMany(ctx: Context, parts: readonly { id: string; part: PartState }[]): Promise<void> {
  const created_by = ctx.actor.userId ?? null;
  const barcodes = parts.flatMap(({ id, part }) =>
    part.barcodes.map((code) => ({ id: newId(), part_id: id, code, created_by })),
  );
  await Promise.all([
    run(ctx.db, db.insertInto("parts").values(parts.map(({ id, part }) => ({ id, ...columnsOf(part), created_by })))),
    run(ctx.db, db.insertInto("part_stock").values(parts.map(({ id }) => ({ part_id: id })))),
    barcodes.length === 0 ? undefined : run(ctx.db, db.insertInto("part_barcodes").values(barcodes)),
  ]);
}
