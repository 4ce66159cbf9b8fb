import { notFound } from "@mechanicbuddy/contract/problem";
import type { ReceiptSnapshot } from "@mechanicbuddy/documents/receipt-snapshot";
import { renderReceipt } from "@mechanicbuddy/documents/render";
import type { Context } from "@mechanicbuddy/platform/context";
import { languageOf } from "../printing/printing.ts";
import * as settings from "../settings/settings.ts";
import { type Booked, findBooked } from "./receipt-store.ts";

/** The receipt of a payment: what was booked when the money changed hands, whatever became of it later. */
export async function receipt(ctx: Context, id: string): Promise<{ bytes: Uint8Array; name: string }> {
  const booked = await findBooked(ctx, id);
  if (booked === undefined) throw notFound();
  const language = languageOf(booked.customer?.language, booked.language);
  const { country: _, ...seller } = await settings.seller(ctx, language);
  const bytes = await renderReceipt({ ...linesOf(booked), language, seller });
  return { bytes, name: `${booked.number}.pdf` };
}

function linesOf(booked: Booked): Omit<ReceiptSnapshot, "language" | "seller"> {
  const { number, direction, amountCents, roundingCents, customer, invoices, orderNumber } = booked;
  const paidOut = booked.reverses ? "reversal" : "paid_out";
  const shown = invoices.map((invoice) => ({ ...invoice, amountCents: Math.abs(invoice.amountCents) }));
  const onInvoices = shown.reduce((sum, invoice) => sum + invoice.amountCents, 0);
  return {
    kind: "receipt",
    number,
    sort: direction === "in" && !booked.reverses ? "received" : paidOut,
    issueOn: booked.receivedOn,
    currency: booked.currency,
    buyer: customer && { name: customer.name, addressLines: [] },
    method: booked.method,
    amountCents,
    roundingCents,
    invoices: shown,
    restCents: amountCents - roundingCents - onInvoices,
    ...(orderNumber === null ? {} : { orderNumber: String(orderNumber) }),
    ...(booked.reference === null ? {} : { reference: booked.reference }),
    ...(booked.about === null ? {} : { about: booked.about }),
    ...(booked.reason === null ? {} : { reason: booked.reason }),
    ...(booked.issuedBy === null ? {} : { issuedBy: booked.issuedBy }),
  };
}
