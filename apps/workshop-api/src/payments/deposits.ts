import type { Payment, recordDeposit } from "@mechanicbuddy/contract/payments";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as workOrders from "../work-orders/work-orders.ts";
import { book } from "./booking.ts";
import { spread, taken } from "./payment.ts";
import * as store from "./store.ts";
import { refuseNothing, usable } from "./taking.ts";

/** Takes money for an order before its invoice. */
export function deposit(
  ctx: Context,
  workOrderId: string,
  request: Input<typeof recordDeposit>["body"],
): Promise<Payment> {
  return inTransaction(ctx, async (ctx) => {
    const [order, , till] = await Promise.all([
      workOrders.lockForInvoicing(ctx, workOrderId),
      store.lockLedger(ctx),
      store.findTill(ctx, request.methodId, null),
    ]);
    if (order.stage === "invoiced") {
      throw new Refusal("conflict", `Order ${order.number} is invoiced; record the payment on its invoice.`);
    }
    if (order.stage === "cancelled") {
      throw new Refusal("conflict", `Order ${order.number} is cancelled; reopen it before you take a deposit.`);
    }
    const method = usable(till.method, "methodId");
    const sum = { amountCents: request.amountCents, kind: method.kind, cashStep: till.cashStep };
    const { amountCents, roundingCents } = taken(sum, 0);
    refuseNothing({ amountCents }, "amountCents");
    return book(
      ctx,
      "payment.deposit",
      {
        direction: "in",
        methodId: method.id,
        amountCents,
        roundingCents,
        receivedOn: till.today,
        reference: request.reference ?? null,
        customerId: order.customerId,
        workOrderId,
        allocations: [],
      },
      till.today,
    );
  });
}

/** What is held for an order and on no invoice; an order with a deposit cannot be cancelled. */
export async function heldDeposit(ctx: Context, workOrderId: string): Promise<number> {
  return (await store.findFunds(ctx, workOrderId)).depositCents;
}

/** An invoice that can be paid from what its order holds. */
export interface Payable {
  id: string;
  workOrderId: string;
  openCents: number;
}

/** Puts an order's deposits on its invoice, the oldest first, and says how much. The order is locked by its issuing. */
export async function allocateDeposits(ctx: Context, { id, workOrderId, openCents }: Payable): Promise<number> {
  const deposits = await store.listDeposits(ctx, workOrderId);
  let left = openCents;
  const allocations = deposits.flatMap((payment) => {
    const free = { amountCents: payment.unallocatedCents, kind: "other", cashStep: 0 } as const;
    const [allocation] = spread(free, [{ invoiceId: id, openCents: left, wantedCents: left }]).allocations;
    left -= allocation?.amountCents ?? 0;
    return allocation === undefined ? [] : [{ ...allocation, paymentId: payment.id }];
  });
  if (allocations.length > 0) await store.allocate(ctx, allocations);
  return openCents - left;
}
