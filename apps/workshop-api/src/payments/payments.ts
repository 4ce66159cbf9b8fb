import type { Debtor, listPayments, Payment } from "@mechanicbuddy/contract/payments";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Context } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import * as receivables from "./receivable-store.ts";
import * as store from "./store.ts";

export { moveToCredit, payFromCredit, useCreditNow } from "./credit.ts";
export { allocateDeposits, deposit, heldDeposit } from "./deposits.ts";
export { refund, reverse } from "./giving-back.ts";
export { type Method, type Spread, spread } from "./payment.ts";
export { receipt } from "./receipt.ts";
export type { NewReceivable } from "./receivable-store.ts";
export type { Funds } from "./store.ts";
export { allocate, creditWarnings, record, recordForInvoice, refuseNothing, type TakenNow, usable } from "./taking.ts";

/** A page of the ledger, newest first. */
export async function list(
  ctx: Context,
  query: Input<typeof listPayments>["query"],
): Promise<{ items: Payment[]; nextCursor: string | null; total?: number }> {
  const { limit = 25, total } = query;
  const after = positionOf<store.Position>(query.cursor);
  const [found, n] = await Promise.all([
    store.list(ctx, query, after, limit),
    total === true ? store.count(ctx, query) : undefined,
  ]);
  const page = pageOf(found, limit, ({ receivedOn, id }) => cursorOf({ receivedOn, id }));
  return { ...page, ...(n !== undefined && { total: n }) };
}

export async function get(ctx: Context, id: string): Promise<Payment> {
  const payment = await store.find(ctx, id);
  if (payment === undefined) throw notFound();
  return payment;
}

/** Who owes what. */
export async function listReceivables(
  ctx: Context,
): Promise<{ items: Debtor[]; openCents: number; overdueCents: number }> {
  const items = await receivables.debtors(ctx);
  const sum = (of: (debtor: Debtor) => number) => items.reduce((total, debtor) => total + of(debtor), 0);
  return { items, openCents: sum((one) => one.openCents), overdueCents: sum((one) => one.overdueCents) };
}

/** Notes what is open on a new invoice, in the transaction that issues it. */
export async function openReceivable(ctx: Context, receivable: receivables.NewReceivable): Promise<void> {
  await receivables.insert(ctx, receivable);
}

/**
 * Takes a credit note off an invoice, in the transaction that issues it. Money that is too much on the invoice then is
 * taken off it, what was paid last first: it becomes credit of whoever paid, or a deposit of the order it came for.
 */
export async function creditReceivable(ctx: Context, invoiceId: string, cents: number): Promise<void> {
  await store.lockLedger(ctx);
  let overCents = -(await receivables.credit(ctx, invoiceId, cents));
  if (overCents <= 0) return;
  const freed = [];
  for (const { paymentId, cents } of (await receivables.shares(ctx, invoiceId)).reverse()) {
    const amountCents = Math.min(cents, overCents);
    overCents -= amountCents;
    if (amountCents > 0) freed.push({ paymentId, invoiceId, amountCents: -amountCents });
  }
  if (freed.length > 0) await store.allocate(ctx, freed);
}

/** What an order holds as deposits, and what its customer has as credit. */
export function fundsFor(ctx: Context, workOrderId: string): Promise<store.Funds> {
  return store.findFunds(ctx, workOrderId);
}

/** Every way of paying, retired ones too. */
export function methods(ctx: Context) {
  return store.listMethods(ctx);
}

/** Money that came in and is on no invoice yet. */
export function unallocatedSum(ctx: Context): Promise<number> {
  return store.unallocatedSum(ctx);
}

/** Payments of which more lies on invoices than came in: a fault of ours, never one to repair in silence. */
export function overdrawn(ctx: Context): Promise<{ number: string }[]> {
  return store.overdrawn(ctx);
}
