import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import type { Authorisation } from "./document.ts";
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
export { breaksAgreement, contentHash, type JobContent, type LineContent } from "./job.ts";
export { getJob, getLine, getWorkOrder } from "./reply.ts";
export type { LockedOrder } from "./store.ts";
export * as summary from "./summary.ts";
export { billedTotals, grossCents, isBilled, type PriceTerms } from "./work-order.ts";

/** Locks the order's row until the transaction ends; not found when it is not there. First lock of issuing anything. */
export function lockForInvoicing(ctx: Context, id: string): Promise<store.LockedOrder> {
  if (!ctx.transactional) throw new Error("A lock lasts as long as its transaction: open one first");
  return store.lock(ctx, id);
}

/**
 * Writes what the customer said about jobs. Jobs that are not the customer's to pay stay as they are. When the last
 * approval of an order goes and nothing was built in, the order is a quote again.
 */
export function setAuthorisation(ctx: Context, jobIds: readonly string[], authorisation: Authorisation): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    await Promise.all([
      store.setAuthorisation(ctx, jobIds, authorisation),
      authorisation === "approved" ? undefined : store.becomeQuoteIfUnapproved(ctx, jobIds),
    ]);
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
