import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { type Change, changed, withoutPersonal } from "./entry.ts";
import * as store from "./store.ts";

/** What happened to which thing. `before` and `after` may be whole rows: only fields that differ are kept. */
export interface Happening {
  /** A verb of the workshop with its thing: `customer.create`, `invoice.issue`, `session.begin`. */
  action: string;
  entityKind: string;
  entityId?: string | undefined;
  before?: Change | undefined;
  after?: Change | undefined;
  /** Fields that say something about a person: they stand beside the chain and can be erased. */
  personal?: readonly string[];
}

/**
 * Writes the audit entry of a change in the change's own transaction. It costs no round trip: the statement travels
 * with the next one, and the transaction fails if it fails.
 */
export function record(ctx: Context, happening: Happening): void {
  if (!ctx.transactional) throw new Error("An audit entry belongs into the transaction of its change");
  const { before, after } = changed(happening.before, happening.after);
  const isChange = happening.before !== undefined && happening.after !== undefined;
  if (isChange && before === undefined && after === undefined) return;
  store.insert(ctx, happening, withoutPersonal({ before, after }, happening.personal ?? [])).catch(() => undefined);
}

/** What somebody of the operator opened or did, whether it was let through or not. */
export function noteSupport(ctx: Context, { method, url }: { method: string; url: string }, outcome: string) {
  return inTransaction(ctx, async (ctx) => {
    const call = `${method} ${url.split("?")[0]}`.slice(0, 300);
    record(ctx, { action: "support.call", entityKind: "support", after: { call, outcome } });
  });
}

export { list } from "./store.ts";
