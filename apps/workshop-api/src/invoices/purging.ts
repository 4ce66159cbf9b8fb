import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as search from "../search/search.ts";
import * as settings from "../settings/settings.ts";
import * as store from "./purge-store.ts";

/**
 * Lets go of documents whose `retentionYears` are over, with the people on them. The chain and the run of numbers still
 * verify: number, date and hash of each stay. What is not settled waits.
 */
export function purge(ctx: Context): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const gone = await store.purge(ctx, await settings.today(ctx));
    if (gone.length === 0) return;
    await store.forgetAround(
      ctx,
      gone.map(({ id }) => id),
    );
    await Promise.all(gone.map(({ pdfFileId }) => files.free(ctx, pdfFileId)));
    for (const { id, kind, number } of gone) {
      search.forget(ctx, "invoice", id);
      audit.record(ctx, { action: "invoice.purge", entityKind: "invoice", entityId: id, after: { kind, number } });
    }
  });
}
