import type { Payment } from "@mechanicbuddy/contract/payments";
import { m } from "#lib/paraglide/messages.js";

/** What is to say about a payment beside its sum. */
export function remarksOn(payment: Payment, { money }: { money: (cents: number) => string }): string[] {
  const { reversedBy, reverses, refunds, direction, unallocatedCents, reference, reason, held } = payment;
  const rest = { sum: money(unallocatedCents) };
  return [
    direction === "out" && reverses === null && m["payments.list.out"](),
    refunds && m["payments.list.refunds"]({ number: refunds }),
    reverses && m["payments.list.reverses"]({ number: reverses }),
    reversedBy && m["payments.list.reversed"]({ number: reversedBy }),
    direction === "in" &&
      unallocatedCents > 0 &&
      (held ? m["payments.list.held"](rest) : m["payments.list.rest"](rest)),
    reference,
    reason,
  ].filter((remark) => typeof remark === "string" && remark !== "") as string[];
}
