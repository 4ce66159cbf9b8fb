import { formatAmount } from "@mechanicbuddy/contract/money";
import type { Payment } from "@mechanicbuddy/contract/payments";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as creditStore from "./credit-store.ts";
import { spread } from "./payment.ts";
import * as receivables from "./receivable-store.ts";
import * as store from "./store.ts";
import { lockLedgerOf } from "./taking.ts";

/** Makes a deposit credit of whoever paid it; its order can be cancelled then. */
export function moveToCredit(ctx: Context, id: string, reason: string): Promise<Payment> {
  return inTransaction(ctx, async (ctx) => {
    const ledger = await lockLedgerOf(ctx, id);
    const { number, workOrderId, customerId, unallocatedCents } = ledger;
    if (workOrderId === null || ledger.origin !== null) throw new Refusal("conflict", `${number} is no deposit.`);
    if (unallocatedCents <= 0) throw new Refusal("conflict", `Nothing of ${number} is left.`);
    if (!ledger.isKept) throw new Refusal("conflict", `${number} is the customer's credit already.`);
    if (customerId === null) {
      throw new Refusal("conflict", `${number} came from nobody who could have credit; give the money back.`);
    }
    const [, payment] = await Promise.all([creditStore.release(ctx, newId(), id, reason), store.find(ctx, id)]);
    if (payment === undefined) throw notFound();
    audit.record(ctx, {
      action: "payment.release",
      entityKind: "payment",
      entityId: id,
      after: { workOrderId, unallocatedCents, reason },
    });
    return payment;
  });
}

/** Pays an invoice with its customer's credit as far as it reaches. */
export function payFromCredit(ctx: Context, invoiceId: string): Promise<{ usedCents: number; openCents: number }> {
  return inTransaction(ctx, async (ctx) => {
    const [, [open]] = await Promise.all([store.lockLedger(ctx), receivables.lock(ctx, [invoiceId])]);
    if (open === undefined) throw notFound();
    const { customerId, openCents, number } = open;
    if (openCents <= 0) throw new Refusal("conflict", `Nothing is open on ${number}.`);
    const usedCents = await useCredit(ctx, { id: invoiceId, customerId, openCents });
    if (usedCents === 0) throw new Refusal("conflict", `There is no credit for ${number}; take a payment.`);
    return { usedCents, openCents: openCents - usedCents };
  });
}

/** Pays a new invoice with credit, in the transaction that issues it. @param cents what the person was promised */
export async function useCreditNow(
  ctx: Context,
  invoice: { id: string; customerId: string | null; openCents: number; currency: string },
  cents: number,
): Promise<void> {
  await store.lockLedger(ctx);
  if ((await useCredit(ctx, invoice)) >= cents) return;
  const sum = formatAmount(cents, invoice.currency, "en");
  throw new Refusal("conflict", `The credit of ${sum} was used meanwhile; look at the invoice again.`);
}

async function useCredit(
  ctx: Context,
  { id, customerId, openCents }: { id: string; customerId: string | null; openCents: number },
): Promise<number> {
  const credits = customerId === null ? [] : await creditStore.listCredit(ctx, customerId);
  let left = openCents;
  const used = credits.flatMap((payment) => {
    const free = { amountCents: payment.unallocatedCents, kind: "other", cashStep: 0 } as const;
    const [allocation] = spread(free, [{ invoiceId: id, openCents: left, wantedCents: left }]).allocations;
    left -= allocation?.amountCents ?? 0;
    return allocation === undefined ? [] : [{ ...allocation, paymentId: payment.id }];
  });
  if (used.length === 0) return 0;
  await store.allocate(ctx, used);
  const numbers = used.map(({ paymentId, amountCents }) => ({ paymentId, amountCents }));
  audit.record(ctx, { action: "invoice.credit_used", entityKind: "invoice", entityId: id, after: { numbers } });
  return openCents - left;
}
