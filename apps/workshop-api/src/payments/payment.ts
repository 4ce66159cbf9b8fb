import { type CashStep, cashRounding, formatAmount } from "@mechanicbuddy/contract/money";
import type { Warning } from "@mechanicbuddy/contract/problem";

export type Direction = "in" | "out";

/** How money is handed over. */
export interface Method {
  id: string;
  name: string;
  kind: "cash" | "card" | "transfer" | "online" | "other";
  active: boolean;
}

/** What changes hands. `amountCents` − `roundingCents` is what it settles: 26.95 in cash, rounding −0.02, settle 26.97. */
export interface Taken {
  amountCents: number;
  roundingCents: number;
}

/** A part of a payment that goes to an invoice, signed as the invoice sees it. */
export interface Allocation {
  invoiceId: string;
  amountCents: number;
}

/** What one invoice is to get. */
export interface Wanted {
  invoiceId: string;
  openCents: number;
  /** Never more than `openCents` is given: what lies above becomes credit. */
  wantedCents: number;
}

/** A sum of money on its way in or out, in the smallest coins of its method. */
export interface Sum {
  amountCents: number;
  kind: Method["kind"];
  cashStep: CashStep;
}

/** A payment spread over invoices. */
export interface Spread extends Taken {
  allocations: Allocation[];
  /** What the invoices were to get; more than the allocations where the money does not reach. */
  owedCents: number;
  /** Money on no invoice. */
  restCents: number;
}

/**
 * The coins for a sum. People type what is owed (26.97) or what lies on the counter for it (26.95): both settle
 * `owedCents`, here 26.97.
 */
export function taken({ amountCents, kind, cashStep }: Sum, owedCents: number): Taken {
  if (kind !== "cash" || cashStep === 0) return { amountCents, roundingCents: 0 };
  const owed = cashRounding(owedCents, cashStep);
  if (owed.payableCents === amountCents) return { amountCents, roundingCents: owed.roundingCents };
  const { payableCents, roundingCents } = cashRounding(amountCents, cashStep);
  return { amountCents: payableCents, roundingCents };
}

/** Gives each invoice what it wants, in the order given, as far as the money reaches. */
export function spread(sum: Sum, wanted: readonly Wanted[]): Spread {
  const asked = wanted.map(({ openCents, wantedCents }) => Math.max(0, Math.min(openCents, wantedCents)));
  const owedCents = asked.reduce((total, cents) => total + cents, 0);
  const { amountCents, roundingCents } = taken(sum, owedCents);
  let restCents = amountCents - roundingCents;
  const allocations: Allocation[] = [];
  for (const [index, { invoiceId }] of wanted.entries()) {
    const cents = Math.min(asked[index] ?? 0, restCents);
    restCents -= cents;
    if (cents > 0) allocations.push({ invoiceId, amountCents: cents });
  }
  return { amountCents, roundingCents, allocations, owedCents, restCents };
}

/** What an invoice has of a payment and of everything that was given back of it. */
export interface Share {
  invoiceId: string;
  cents: number;
  /** Open on the invoice now; below zero when it got too much. */
  openCents: number;
}

/**
 * Where a refund comes from: money on no invoice first, then invoices that got too much, then the others, from the one
 * paid last back to the first.
 */
export function takeOff(valueCents: number, unallocatedCents: number, shares: readonly Share[]): Allocation[] {
  let left = Math.max(0, valueCents - unallocatedCents);
  const order = shares
    .map((share, index) => ({ ...share, index }))
    .sort((a, b) => surplus(b) - surplus(a) || b.index - a.index);
  const allocations: Allocation[] = [];
  for (const { invoiceId, cents } of order) {
    const off = Math.min(cents, left);
    left -= off;
    if (off > 0) allocations.push({ invoiceId, amountCents: -off });
  }
  return allocations;
}

function surplus({ openCents }: Share): number {
  return Math.max(0, -openCents);
}

/** Says that more comes in than is open. */
export function becomesCredit(restCents: number, currency: string): Warning {
  const amount = formatAmount(restCents, currency, "en");
  return { code: "becomes_credit", message: `That is more than is open: the rest becomes credit of ${amount}.` };
}
