import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { sql } from "kysely";
import type { Source } from "../search/search.ts";
import { type Authorisation, documentOf } from "./document.ts";
import { makeFindable } from "./opening.ts";
import { hold, holdingsOf, holdingsOfJobs, holdsParts } from "./parts-held.ts";
import * as store from "./store.ts";

export {
  type Authorisation,
  type DocumentCustomer,
  type DocumentJob,
  type DocumentLine,
  type DocumentOrder,
  type DocumentVehicle,
  documentOf,
  type OrderDocument,
  type Stage,
} from "./document.ts";
export { gateWarnings, openGates, passGates } from "./gates.ts";
export { breaksAgreement, contentHash, isLive, type JobContent, type LineContent } from "./job.ts";
export { count, list } from "./list.ts";
export { type Holding, hold, holdingsOf, holdsParts, missingOf } from "./parts-held.ts";
export { remove } from "./removal.ts";
export { getJob, getLine, getWorkOrder } from "./reply.ts";
export type { LockedOrder } from "./store.ts";
export * as summary from "./summary.ts";
export { together } from "./together.ts";
export { billedTotals, grossCents, isBilled, type PriceTerms, refuseCancelled } from "./work-order.ts";

/** Locks the order's row until the transaction ends; not found when it is not there. First lock of issuing anything. */
export function lockForInvoicing(ctx: Context, id: string): Promise<store.LockedOrder> {
  if (!ctx.transactional) throw new Error("A lock lasts as long as its transaction: open one first");
  return store.lock(ctx, id);
}

/**
 * Writes what the customer said about jobs, and holds their parts back or lets them go. Jobs that are not the customer's
 * to pay stay as they are. When the last approval of an order goes and nothing was built in, the order is a quote again.
 */
export function setAuthorisation(ctx: Context, jobIds: readonly string[], authorisation: Authorisation): Promise<void> {
  if (jobIds.length === 0) return Promise.resolve();
  return inTransaction(ctx, async (ctx) => {
    const [lines] = await Promise.all([
      holdingsOfJobs(ctx, sql`select id from jobs where id = any(${[...jobIds]}::uuid[]) and billing = 'customer'`),
      store.setAuthorisation(ctx, jobIds, authorisation),
      authorisation === "approved" ? undefined : store.becomeQuoteIfUnapproved(ctx, jobIds),
    ]);
    const [held, free] = [lines.filter(holdsParts), lines.filter((line) => !holdsParts(line))];
    const will = (line: (typeof lines)[number]) => holdsParts({ ...line, authorisation });
    await hold(ctx, holdingsOf(free.filter(will)), holdingsOf(held.filter((line) => !will(line))));
  });
}

/** The first approval makes a quote an order; an order stays one. */
export async function becomeOrder(ctx: Context, id: string): Promise<void> {
  await store.becomeOrder(ctx, id);
}

/** Call after the invoice is inserted, in its transaction. */
export async function markInvoiced(ctx: Context, id: string): Promise<void> {
  await store.setStage(ctx, id, "invoiced");
}

/** A full credit note opens the order again. Call after the credit note is inserted, in its transaction. */
export async function markCredited(ctx: Context, id: string): Promise<void> {
  await store.setStage(ctx, id, "order");
}

export const searchSource: Source = {
  kind: "work_order",
  things: sql`work_orders`,
  reindex: async (ctx, id) => {
    const { order, customer, vehicle } = await documentOf(ctx, id);
    makeFindable(ctx, { id, number: order.number, customer, vehicle }, true);
  },
};
