import { formatAmount } from "@mechanicbuddy/contract/money";
import type { allocatePayment, Payment, recordPayment } from "@mechanicbuddy/contract/payments";
import { invalid, notFound, type Warning } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import { unlessAccepted } from "../warnings.ts";
import * as workOrders from "../work-orders/work-orders.ts";
import { book } from "./booking.ts";
import { becomesCredit, type Method, type Spread, spread, type Wanted } from "./payment.ts";
import * as receivables from "./receivable-store.ts";
import * as store from "./store.ts";

type Recorded = Input<typeof recordPayment>["body"];
type Asked = Input<typeof allocatePayment>["body"]["allocations"];

/** Records money that came in. What the invoices do not take becomes the customer's credit, after a warning. */
export function record(ctx: Context, request: Recorded): Promise<Payment> {
  return inTransaction(ctx, async (ctx) => {
    const [, till, open] = await Promise.all([
      store.lockLedger(ctx),
      store.findTill(ctx, request.methodId, request.customerId ?? null),
      receivables.lock(
        ctx,
        request.allocations.map(({ invoiceId }) => invoiceId),
      ),
    ]);
    const method = usable(till.method, "methodId");
    const receivedOn = request.receivedOn ?? till.today;
    if (receivedOn > till.today) throw invalid({ receivedOn: "This day lies ahead; choose today or an earlier one." });
    const wanted = wantedOf(request.allocations, open);
    const customerId = payerOf(request, till, open);
    const sum = { amountCents: request.amountCents, kind: method.kind, cashStep: till.cashStep };
    const payment = spread(sum, wanted);
    refuseNothing(payment, "amountCents");
    const given = payment.owedCents - allocatedCents(payment);
    if (given > 0) {
      const short = formatAmount(given, till.currency, "en");
      throw invalid({
        amountCents: `The invoices are to get ${short} more than comes in; lower what one of them gets.`,
      });
    }
    const warnings =
      request.allocations.length === 0
        ? []
        : creditWarnings(payment, { customerId, currency: till.currency }, "amountCents");
    const [first] = request.allocations;
    const about =
      first === undefined ? { kind: "customer", id: customerId as string } : { kind: "invoice", id: first.invoiceId };
    unlessAccepted(ctx, warnings, request.acceptWarnings, about);
    const { amountCents, roundingCents, allocations } = payment;
    return book(
      ctx,
      "payment.record",
      {
        direction: "in",
        methodId: method.id,
        amountCents,
        roundingCents,
        receivedOn,
        reference: request.reference ?? null,
        customerId,
        allocations,
      },
      till.today,
    );
  });
}

/** Puts credit, or what a deposit left over, on invoices of the same customer. */
export function allocate(ctx: Context, id: string, asked: Asked): Promise<Payment> {
  return inTransaction(ctx, async (ctx) => {
    const payment = await lockLedgerOf(ctx, id);
    const open = await receivables.lock(
      ctx,
      asked.map(({ invoiceId }) => invoiceId),
    );
    const wanted = wantedOf(asked, open);
    for (const [index, { invoiceId }] of wanted.entries()) {
      if (open.find((one) => one.invoiceId === invoiceId)?.customerId !== payment.customerId) {
        throw invalid({
          [`allocations.${index}.invoiceId`]: "This invoice is another customer's; choose one of the payer.",
        });
      }
    }
    const free = { amountCents: Math.max(0, payment.unallocatedCents), kind: "other", cashStep: 0 } as const;
    const { allocations, owedCents } = spread(free, wanted);
    const askedCents = asked.reduce((sum, { amountCents }) => sum + amountCents, 0);
    if (askedCents > owedCents) throw invalid({ allocations: "An invoice would get more than is open; lower it." });
    if (owedCents > free.amountCents) {
      const left = formatAmount(free.amountCents, open[0]?.currency ?? "EUR", "en");
      throw invalid({ allocations: `Only ${left} of ${payment.number} is left; lower what an invoice gets.` });
    }
    if (allocations.length === 0) throw invalid({ allocations: "Choose at least one open invoice." });
    const [, after] = await Promise.all([
      store.allocate(
        ctx,
        allocations.map((allocation) => ({ ...allocation, paymentId: id })),
      ),
      store.find(ctx, id),
    ]);
    audit.record(ctx, { action: "payment.allocate", entityKind: "payment", entityId: id, after: { allocations } });
    if (after === undefined) throw notFound();
    return after;
  });
}

/** A payment for reading and writing: nobody else changes it, or the order it is a deposit of, until the end. */
export async function lockLedgerOf(ctx: Context, id: string): Promise<store.Ledger> {
  const found = await store.findWorkOrderOf(ctx, id);
  if (found === undefined) throw notFound();
  const [, , ledger] = await Promise.all([
    // First the order, as issuing does: its invoice takes the deposit under the same lock.
    found.workOrderId === null ? undefined : workOrders.lockForInvoicing(ctx, found.workOrderId),
    store.lockLedger(ctx),
    store.findLedger(ctx, id),
  ]);
  if (ledger === undefined) throw notFound();
  return ledger;
}

/** What is taken together with the invoice it pays. */
export interface TakenNow extends Spread {
  methodId: string;
}

/** Books money taken while the invoice is issued. */
export function recordForInvoice(
  ctx: Context,
  { customerId, today }: { customerId: string | null; today: string },
  { methodId, amountCents, roundingCents, allocations }: TakenNow,
): Promise<Payment> {
  const payment = { direction: "in", methodId, amountCents, roundingCents, customerId, allocations } as const;
  return book(ctx, "payment.record", { ...payment, receivedOn: today }, today);
}

/** A method money can be taken by. */
export function usable(method: Method | null | undefined, field: string): Method {
  if (!method) throw invalid({ [field]: "This payment method does not exist; choose another." });
  if (!method.active) throw invalid({ [field]: `${method.name} is not used any more; choose another.` });
  return method;
}

/** What comes in above what is open becomes credit, and only of somebody. @param field where the sum was typed */
export function creditWarnings(
  { restCents }: Spread,
  { customerId, currency }: { customerId: string | null; currency: string },
  field: string,
): Warning[] {
  if (restCents <= 0) return [];
  if (customerId === null) {
    const over = formatAmount(restCents, currency, "en");
    throw invalid({
      [field]: `That is ${over} more than is open, and there is no customer who could have it as credit.`,
    });
  }
  return [becomesCredit(restCents, currency)];
}

export function refuseNothing({ amountCents }: { amountCents: number }, field: string): void {
  if (amountCents <= 0) throw invalid({ [field]: "In cash this is rounded to nothing; enter at least one coin." });
}

export function allocatedCents({ allocations }: Spread): number {
  return allocations.reduce((sum, { amountCents }) => sum + amountCents, 0);
}

function wantedOf(asked: Asked, open: readonly receivables.Open[]): Wanted[] {
  return asked.map(({ invoiceId, amountCents }, index) => {
    const field = `allocations.${index}.invoiceId`;
    const invoice = open.find((one) => one.invoiceId === invoiceId);
    if (invoice === undefined) throw invalid({ [field]: "This invoice does not exist; choose another." });
    if (asked.findIndex((other) => other.invoiceId === invoiceId) !== index) {
      throw invalid({ [field]: "This invoice is named twice; add the two sums." });
    }
    return { invoiceId, openCents: invoice.openCents, wantedCents: amountCents };
  });
}

/** Whose money it is: one customer's, so that balances stay true. */
function payerOf(request: Recorded, till: store.Till, open: readonly receivables.Open[]): string | null {
  const asked = request.customerId ?? null;
  if (asked !== null && till.customerId === null) {
    throw invalid({ customerId: "This customer does not exist; choose another." });
  }
  const owners = request.allocations.map(
    ({ invoiceId }) => open.find((one) => one.invoiceId === invoiceId)?.customerId,
  );
  const customerId = asked ?? owners[0] ?? null;
  const other = owners.findIndex((owner) => owner !== customerId);
  if (other >= 0) {
    throw invalid({
      [`allocations.${other}.invoiceId`]: "This invoice is another customer's; record a payment of its own for it.",
    });
  }
  if (owners.length === 0 && customerId === null) {
    throw invalid({ customerId: "Choose the customer or an invoice this money is for." });
  }
  return customerId;
}
