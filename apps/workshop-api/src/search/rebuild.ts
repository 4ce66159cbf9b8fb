import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import type { RawBuilder } from "kysely";
import type { SearchKind } from "./entry.ts";
import * as store from "./rebuild-store.ts";
import { forget } from "./search.ts";

/** Where one kind of findable things comes from; each feature offers its own. */
export interface Source {
  kind: SearchKind;
  /** A relation with the ids of all things that are to be found. */
  things: RawBuilder<unknown>;
  /** Writes the entry of one thing anew, in the running transaction. */
  reindex(ctx: Context, id: string): Promise<void>;
}

const BATCH = 100;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Writes every entry anew and removes what is gone, batch by batch, while the shop works. Returns how many there are. */
export async function rebuild(ctx: Context, sources: readonly Source[]): Promise<number> {
  let count = 0;
  for (const source of sources) {
    let after = FIRST;
    for (let ids = [after]; ids.length > 0; after = ids.at(-1) ?? after) {
      ids = await inTransaction(ctx, (ctx) => store.idsAfter(ctx, source, after, BATCH));
      await reindex(ctx, source, ids);
      count += ids.length;
    }
    await dropOrphans(ctx, source);
  }
  return count;
}

export interface Finding {
  /** Things that could not be found. */
  missing: number;
  /** Entries of things that are gone. */
  orphans: number;
  /** Things of the sample that were found by other words than they have. */
  stale: number;
}

/** Compares the index with the things: all ids, and the words of a sample. What is wrong is put right. */
export async function compare(ctx: Context, sources: readonly Source[], sample = BATCH): Promise<Finding> {
  const finding = { missing: 0, orphans: 0, stale: 0 };
  for (const source of sources) {
    const missing = await inTransaction(ctx, (ctx) => store.unknown(ctx, source, 10 * BATCH));
    for (let at = 0; at < missing.length; at += BATCH) await reindex(ctx, source, missing.slice(at, at + BATCH));
    finding.missing += missing.length;
    finding.orphans += await dropOrphans(ctx, source);
    finding.stale += await staleAmong(ctx, source, sample);
  }
  return finding;
}

function reindex(ctx: Context, { reindex }: Source, ids: readonly string[]): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await Promise.all(ids.map((id) => reindex(ctx, id)));
  });
}

async function dropOrphans(ctx: Context, source: Source): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const orphans = await store.orphans(ctx, source, 10 * BATCH);
    for (const id of orphans) forget(ctx, source.kind, id);
    return orphans.length;
  });
}

async function staleAmong(ctx: Context, source: Source, size: number): Promise<number> {
  const ids = await inTransaction(ctx, (ctx) => store.some(ctx, source, size));
  const before = await store.fingerprints(ctx, source.kind, ids);
  await reindex(ctx, source, ids);
  const after = new Map((await store.fingerprints(ctx, source.kind, ids)).map(({ id, known }) => [id, known]));
  return before.filter(({ id, known }) => after.get(id) !== known).length;
}
