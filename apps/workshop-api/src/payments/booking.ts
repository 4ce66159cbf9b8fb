import type { Payment } from "@mechanicbuddy/contract/payments";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as settings from "../settings/settings.ts";
import * as store from "./store.ts";

/**
 * Writes a row of the ledger under the next receipt number and gives it back as people see it. The ledger and the
 * invoices concerned are locked already, and every check is behind us.
 */
export async function book(ctx: Context, action: string, payment: store.NewPayment, today: string): Promise<Payment> {
  const { number } = await settings.takeNumber(ctx, "receipt", today);
  const id = newId();
  const [, booked] = await Promise.all([store.insert(ctx, id, number, payment), store.find(ctx, id)]);
  if (booked === undefined) throw notFound();
  const { direction, amountCents, roundingCents, allocations, workOrderId, reverses, origin, reason } = payment;
  audit.record(ctx, {
    action,
    entityKind: "payment",
    entityId: id,
    after: {
      number,
      direction,
      amountCents,
      ...(roundingCents === 0 ? {} : { roundingCents }),
      ...(allocations.length === 0 ? {} : { allocations }),
      ...(workOrderId ? { workOrderId } : {}),
      ...(reverses ? { reverses } : {}),
      ...(origin ? { origin } : {}),
      ...(reason ? { reason } : {}),
    },
  });
  return booked;
}
