import type { Customer } from "@mechanicbuddy/contract/customers";
import { type MergePart, type mergeCustomer, mergeFields } from "@mechanicbuddy/contract/privacy";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as search from "../search/search.ts";
import { type CustomerState, nameOf, personalFields } from "./customer.ts";
import { get } from "./customers.ts";
import * as merge from "./merge-store.ts";
import { makeFindable, settled, stateOf, written } from "./state.ts";
import * as store from "./store.ts";

type Wished = Input<typeof mergeCustomer>["body"];

/**
 * Makes two customers one. The survivor keeps its fields but those taken from the other; cars, orders, open sums, messages
 * and files come to it, the other's address leads to it for ever. Issued documents stay as they are.
 */
export function mergeCustomers(ctx: Context, id: string, wished: Wished): Promise<Customer> {
  const { otherId, version, otherVersion, take } = wished;
  if (otherId === id) throw invalid({ otherId: "This is the same customer. Choose another." });
  return inTransaction(ctx, async (ctx) => {
    const { row, other } = await lockBoth(ctx, id, otherId);
    for (const [found, known] of [
      [row, version],
      [other, otherVersion],
    ] as const) {
      if (found.version === known) continue;
      const current = await get(ctx, found.id);
      throw new Refusal("conflict", `Somebody changed ${found.name} in the meantime. Look again before merging.`, {
        current,
      });
    }
    const [{ country }, carriers, othersCarriers] = await Promise.all([
      store.defaults(ctx),
      store.carriersOfName(ctx, id),
      store.carriersOfName(ctx, otherId),
    ]);
    const before = stateOf(ctx, row);
    const state = settled(merged(before, stateOf(ctx, other), take));
    // The other goes first: its number and its addresses are then free for the survivor.
    await merge.redirect(ctx, otherId, id);
    await Promise.all([
      store.update(ctx, id, written(ctx, id, state, country), row.archivedAt),
      merge.rehang(ctx, otherId, id),
    ]);
    makeFindable(ctx, id, state, country);
    search.forget(ctx, "customer", otherId);
    const name = nameOf(state);
    search.rename(ctx, carriers, row.name, name);
    search.rename(ctx, othersCarriers, other.name, name);
    const personal = personalFields;
    const after = { ...state, mergedFrom: otherId };
    audit.record(ctx, { action: "customer.merge", entityKind: "customer", entityId: id, before, after, personal });
    audit.record(ctx, {
      action: "customer.merge",
      entityKind: "customer",
      entityId: otherId,
      after: { mergedInto: id },
    });
    return get(ctx, id);
  });
}

/** Both rows, locked in one order whoever survives, so that two merges never wait for each other. */
async function lockBoth(ctx: Context, id: string, otherId: string) {
  const found = new Map<string, store.WholeRow>();
  for (const one of [id, otherId].sort()) {
    const row = await store.lock(ctx, one);
    if (row !== undefined) found.set(one, row);
  }
  const row = found.get(id);
  const other = found.get(otherId);
  if (row === undefined) throw notFound();
  if (other === undefined) {
    throw invalid({ otherId: "This customer does not exist any more, or was merged already. Choose another." });
  }
  if (await store.anyErased(ctx, [id, otherId])) {
    throw new Refusal("conflict", "Whoever was forgotten cannot be merged with anybody.");
  }
  return { row, other };
}

/** The survivor's fields with what was taken from the other. Addresses of both come together, the survivor's main one first. */
function merged(mine: CustomerState, other: CustomerState, take: readonly MergePart[]): CustomerState {
  const taken = take.flatMap((part) => mergeFields[part].map((field) => [field, other[field]]));
  const known = new Set(mine.emails.map(({ address }) => address.toLowerCase()));
  const added = other.emails.filter(({ address }) => !known.has(address.toLowerCase()));
  const hasMain = mine.emails.some(({ isPrimary }) => isPrimary);
  const emails = [...mine.emails, ...added.map((email) => ({ ...email, isPrimary: email.isPrimary && !hasMain }))];
  return { ...mine, ...Object.fromEntries(taken), emails };
}
