import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as messages from "../messages/messages.ts";
import * as store from "./store.ts";

/** Nobody gets more than one such mail in this time. */
const PAUSE_MS = 3_600_000;

/** Tells whoever asked for it by mail that something unread waits, all of it in one mail. */
export function mailUnread(ctx: Context): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const readers = await store.takeUntold(ctx, new Date(ctx.now().getTime() - PAUSE_MS));
    await Promise.all(
      readers.map(({ id, username, email, language, count }) =>
        messages.queue(ctx, {
          template: "notices",
          language,
          to: [email],
          about: { kind: "user", id },
          variables: { userName: username, count: String(count), link: `${ctx.tenant.publicUrl}/app/notifications` },
        }),
      ),
    );
  });
}
