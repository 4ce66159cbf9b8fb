import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as store from "./sweep-store.ts";

const dayMs = 24 * 3_600_000;

/**
 * Removes what nobody hung anywhere for a day, and files of things that were deleted. Bytes go when no other file shares
 * them and nobody stored them again meanwhile.
 */
export async function removeUnreferenced(ctx: Context): Promise<number> {
  const before = new Date(ctx.now().getTime() - dayMs);
  await store.freeAbandoned(ctx);
  return inTransaction(ctx, async (ctx) => {
    const { removed, hashes } = await store.removeFree(ctx, before);
    const unshared = await store.unshared(ctx, hashes);
    await Promise.all(unshared.map((hash) => ctx.instance.files.delete(ctx, hash, before)));
    return removed;
  });
}

/** Removes the bytes of every file, for a workshop that goes; the rows go with its schema. Answers how many there were. */
export async function removeAll(ctx: Context): Promise<number> {
  const hashes = await store.allHashes(ctx);
  for (const hash of hashes) await ctx.instance.files.delete(ctx, hash);
  return hashes.length;
}
