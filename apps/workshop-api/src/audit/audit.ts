import type { Context } from "@mechanicbuddy/platform/context";
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

export { list } from "./store.ts";
