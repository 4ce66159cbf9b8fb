import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as files from "../files/files.ts";
import * as store from "./store.ts";

/** Removes imports from before a moment, with the tables they came from. */
export async function purgeOld(ctx: Context, before: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const fileIds = await store.purge(ctx, before);
    await Promise.all(fileIds.map((id) => files.free(ctx, id)));
  });
}
