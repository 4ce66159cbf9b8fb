import {
  type Chosen,
  type CreditableLine,
  type CreditTotals,
  creditTotals,
  leftToCredit,
} from "@mechanicbuddy/contract/credit";
import type { Invoice } from "@mechanicbuddy/contract/invoices";
import { parseQuantity } from "@mechanicbuddy/contract/quantity-input";

/** Names of the fields of the line at `index`. */
export const quantityField = (index: number) => `quantity.${index}`;
export const restockField = (index: number) => `restock.${index}`;

export interface Choice {
  chosen: Chosen[];
  /** Indices of lines whose quantity is no number, or more than is left. */
  odd: number[];
  totals: CreditTotals<Invoice["lines"][number]>;
}

/** What the quantities as typed take off an invoice; empty and 0 leave a line as it is. */
export function choiceOf(invoice: Invoice, typed: (index: number) => string): Choice {
  const chosen: Chosen[] = [];
  const odd: number[] = [];
  for (const [index, line] of invoice.lines.entries()) {
    const parsed = parseQuantity(typed(index));
    if (parsed.ok && isWithin(line, parsed.quantity)) chosen.push({ lineId: line.id, quantity: parsed.quantity });
    else if (parsed.ok || (parsed.reason !== "empty" && parsed.reason !== "zero")) odd.push(index);
  }
  return { chosen, odd, totals: creditTotals(invoice, chosen) };
}

function isWithin(line: CreditableLine, quantity: string): boolean {
  const [left, wanted] = [Number(leftToCredit(line)), Number(quantity)];
  return left < 0 ? wanted < 0 && wanted >= left : wanted > 0 && wanted <= left;
}

/** Money on the invoice that is too much once so much is credited. */
export function overpaidBy({ totalCents, creditedCents, paidCents }: Invoice, creditCents: number): number {
  return Math.max(0, paidCents - (totalCents - creditedCents - creditCents));
}
