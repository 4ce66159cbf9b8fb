import type { Customer } from "@mechanicbuddy/contract/customers";
import { moneyDecimal } from "@mechanicbuddy/contract/money";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as estimates from "../estimates/estimates.ts";
import * as search from "../search/search.ts";
import { get } from "./customers.ts";
import * as erase from "./erase-store.ts";
import * as exporting from "./exporting.ts";
import * as store from "./store.ts";
import { balanceOf } from "./store-lists.ts";

/**
 * Forgets a person for good: contacts, free text, photos, messages, estimates, what search and the log's clear text knew.
 * Issued invoices stay as the tax office wants them. Refused while an order is open or a balance stands.
 */
export function eraseCustomer(ctx: Context, id: string, version: number): Promise<Customer> {
  return inTransaction(ctx, async (ctx) => {
    const [row, open, { balanceCents }, currency] = await Promise.all([
      store.lock(ctx, id),
      erase.openOrders(ctx, id),
      balanceOf(ctx, id),
      erase.currency(ctx),
    ]);
    if (row === undefined) throw notFound();
    if (row.version !== version) {
      throw new Refusal("conflict", `Somebody changed ${row.name} in the meantime. Look again before erasing.`, {
        current: await get(ctx, id),
      });
    }
    if (open.length > 0) {
      const orders = open.length === 1 ? "an order that is" : "orders that are";
      throw new Refusal("in_use", `${row.name} has ${orders} still open. Finish or cancel first.`, {
        usedIn: open.slice(0, 5).map(({ id, number }) => ({ kind: "work_order", id, label: String(number) })),
      });
    }
    if (balanceCents !== 0) {
      const sum = `${moneyDecimal(Math.abs(balanceCents), currency)} ${currency}`;
      const sentence = balanceCents > 0 ? `still owes ${sum}` : `still has a credit of ${sum}`;
      throw new Refusal("in_use", `${row.name} ${sentence}. Settle that first.`);
    }
    const [carriers, papers] = await Promise.all([store.carriersOfName(ctx, id), erase.papersOf(ctx, id)]);
    search.rename(ctx, [...carriers, ...papers], row.name, erase.ERASED);
    search.forget(ctx, "customer", id);
    const trace = traceOf(await erase.traces(ctx, id));
    await estimates.forgetCustomer(ctx, id, erase.ERASED, (text) => text.replace(trace.pattern, "…"));
    await exporting.close(ctx, id);
    await erase.overwrite(ctx, id, trace.source);
    audit.record(ctx, { action: "customer.erase", entityKind: "customer", entityId: id });
    return get(ctx, id);
  });
}

/** How the person was written, as a pattern for PostgreSQL and for us. Names count as whole words only. */
function traceOf({ names, contacts }: erase.Traces): { source: string; pattern: RegExp } {
  const longestFirst = (texts: string[]) =>
    [...texts].sort((a, b) => b.length - a.length).map((text) => text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&"));
  const written = (before: string, after: string) =>
    [...longestFirst(names).map((name) => `${before}${name}${after}`), ...longestFirst(contacts)].join("|");
  return {
    source: written("\\m", "\\M"),
    pattern: new RegExp(written("(?<![\\p{L}\\p{N}])", "(?![\\p{L}\\p{N}])"), "giu"),
  };
}
