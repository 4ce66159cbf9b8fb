import { formatAmount } from "@mechanicbuddy/contract/money";
import type { Payment, refundPayment } from "@mechanicbuddy/contract/payments";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { book } from "./booking.ts";
import { type Allocation, taken, takeOff } from "./payment.ts";
import * as receivables from "./receivable-store.ts";
import * as store from "./store.ts";
import { lockLedgerOf, refuseNothing, usable } from "./taking.ts";

/** Undoes a mistyped payment or refund by a row the other way; both stay. */
export function reverse(ctx: Context, id: string, reason: string): Promise<Payment> {
  return inTransaction(ctx, async (ctx) => {
    const ledger = await lockLedgerOf(ctx, id);
    refuseUndone(ledger);
    if (ledger.refundedBy !== null) {
      throw new Refusal(
        "conflict",
        `${ledger.refundedBy} gave money of ${ledger.number} back; reverse that one first.`,
      );
    }
    const { methodId, amountCents, roundingCents, customerId, workOrderId, origin } = ledger;
    const allocations = summed(ledger.allocations).map((one) => ({ ...one, amountCents: -one.amountCents }));
    const [till] = await Promise.all([store.findTill(ctx, null, null), lockAll(ctx, allocations)]);
    return book(
      ctx,
      "payment.reverse",
      {
        direction: ledger.direction === "in" ? "out" : "in",
        methodId,
        amountCents,
        roundingCents,
        receivedOn: till.today,
        customerId,
        workOrderId,
        reverses: ledger.id,
        origin: origin ?? ledger.id,
        reason,
        allocations,
      },
      till.today,
    );
  });
}

/** Gives money back, at most what is left of what came in. It leaves credit first, then the invoices it had paid. */
export function refund(ctx: Context, id: string, request: Input<typeof refundPayment>["body"]): Promise<Payment> {
  return inTransaction(ctx, async (ctx) => {
    const ledger = await lockLedgerOf(ctx, id);
    if (ledger.origin !== null) throw new Refusal("conflict", "Only money that came in can be given back.");
    refuseUndone(ledger);
    const [till] = await Promise.all([
      store.findTill(ctx, request.methodId, null),
      receivables.lock(
        ctx,
        ledger.shares.map(({ invoiceId }) => invoiceId),
      ),
    ]);
    const method = usable(till.method, "methodId");
    const sum = { amountCents: request.amountCents, kind: method.kind, cashStep: till.cashStep };
    const { amountCents, roundingCents } = taken(sum, ledger.leftCents);
    const valueCents = amountCents - roundingCents;
    refuseNothing({ amountCents }, "amountCents");
    if (valueCents > ledger.leftCents) {
      const left = formatAmount(ledger.leftCents, till.currency, "en");
      throw invalid({ amountCents: `Only ${left} of ${ledger.number} is left to give back.` });
    }
    return book(
      ctx,
      "payment.refund",
      {
        direction: "out",
        methodId: method.id,
        amountCents,
        roundingCents,
        receivedOn: till.today,
        customerId: ledger.customerId,
        workOrderId: ledger.workOrderId,
        origin: ledger.id,
        reason: request.reason,
        allocations: takeOff(valueCents, ledger.unallocatedCents, ledger.shares),
      },
      till.today,
    );
  });
}

function refuseUndone({ number, reverses, reversedBy }: store.Ledger): void {
  if (reversedBy !== null) throw new Refusal("conflict", `${number} was reversed by ${reversedBy} already.`);
  if (reverses !== null) {
    throw new Refusal("conflict", `${number} undoes another payment and stays; record the payment anew.`);
  }
}

/** One row per invoice, so that the counter-row is the exact mirror. */
function summed(allocations: readonly Allocation[]): Allocation[] {
  const sums = new Map<string, number>();
  for (const { invoiceId, amountCents } of allocations) {
    sums.set(invoiceId, (sums.get(invoiceId) ?? 0) + amountCents);
  }
  return [...sums]
    .map(([invoiceId, amountCents]) => ({ invoiceId, amountCents }))
    .filter((one) => one.amountCents !== 0);
}

function lockAll(ctx: Context, allocations: readonly Allocation[]): Promise<receivables.Open[]> {
  return receivables.lock(
    ctx,
    allocations.map(({ invoiceId }) => invoiceId),
  );
}
