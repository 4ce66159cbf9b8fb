import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import type { Bounce } from "./bounce.ts";
import { tellFailed } from "./sending.ts";
import * as store from "./store.ts";

/**
 * Marks what came back later than its sending: the addresses as dead, and the message as bounced once none of its
 * recipients is left. Only recipients of that message count, whatever the report names. False when there was nothing to mark.
 */
export function bounced(ctx: Context, { messageId, failures }: Omit<Bounce, "tenantId">): Promise<boolean> {
  return inTransaction(ctx, async (ctx) => {
    const message = await store.findSent(ctx, messageId);
    if (message === undefined) return false;
    const own = failures.filter(({ address }) => message.recipients.some((one) => one.toLowerCase() === address));
    const [first] = own;
    if (first === undefined) return false;
    const dead = new Set(own.map(({ address }) => address));
    const isWhole = message.recipients.every((one) => dead.has(one.toLowerCase()));
    if (isWhole && !(await store.move(ctx, messageId, "sent", "bounced"))) return false;
    const reason = isWhole ? first.reason : `Not delivered to ${[...dead].join(", ")}: ${first.reason}`;
    await Promise.all([
      store.insertEvent(ctx, messageId, "bounced", reason),
      store.markBounced(ctx, [...dead]),
      tellFailed(ctx, messageId, message, reason),
    ]);
    return true;
  });
}
