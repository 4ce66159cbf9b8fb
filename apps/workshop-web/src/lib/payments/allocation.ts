import { type CashStep, cashRounding } from "@mechanicbuddy/contract/money";

export interface Taken {
  amountCents: number;
  /** Of the way it is paid. */
  kind: string | undefined;
  cashStep: CashStep;
}

/**
 * What of a payment an invoice is to get: all that is open when the coins for it lie on the counter, never more than
 * is open. The API makes credit of the rest.
 */
export function allocationOf({ amountCents, kind, cashStep }: Taken, openCents: number): number {
  const isSettled = kind === "cash" && amountCents === cashRounding(openCents, cashStep).payableCents;
  return isSettled ? openCents : Math.min(amountCents, openCents);
}
