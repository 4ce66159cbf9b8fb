import type { Invoice, sendInvoice } from "@mechanicbuddy/contract/invoices";
import { formatMoney } from "@mechanicbuddy/contract/money";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newToken } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as messages from "../messages/messages.ts";
import { dateIn, daysAfter } from "../printing/printing.ts";
import * as links from "./link-store.ts";
import { find } from "./list-store.ts";

/** A customer finds the invoice behind the link as long as a year after it was due. */
const LINK_DAYS_AFTER_DUE = 365;

type Send = Input<typeof sendInvoice>["body"];

/** Mails an invoice again, or for the first time. */
export function send(ctx: Context, id: string, request: Send): Promise<Invoice> {
  return inTransaction(ctx, async (ctx) => {
    await mail(ctx, id, request);
    const invoice = await find(ctx, id);
    if (invoice === undefined) throw notFound();
    return invoice;
  });
}

/** Queues the invoice with its PDF, to each address a message with a link of its own. */
export async function mail(ctx: Context, id: string, { to, message }: Send): Promise<void> {
  const facts = await links.findPosted(ctx, id);
  if (facts === undefined) throw notFound();
  const recipients = [...new Map(to.map((address) => [address.toLowerCase(), address])).values()];
  const made = recipients.map((recipient) => ({ recipient, token: newToken() }));
  const now = ctx.now().toISOString();
  const from = facts.dueOn > now.slice(0, 10) ? facts.dueOn : now.slice(0, 10);
  await links.insert(ctx, id, made, `${daysAfter(from, LINK_DAYS_AFTER_DUE)}T00:00:00Z`);
  for (const { recipient, token } of made) {
    await messages.queue(ctx, {
      template: facts.creditsNumber === null ? "invoice" : "credit-note",
      language: facts.language,
      to: [recipient],
      about: { kind: "invoice", id },
      variables: {
        customerName: facts.customerName ?? undefined,
        documentNumber: facts.number,
        invoiceNumber: facts.creditsNumber ?? undefined,
        orderNumber: facts.orderNumber ?? undefined,
        vehicle: facts.vehicle ?? undefined,
        plate: facts.plate ?? undefined,
        total: formatMoney(facts.totalCents, facts.currency, facts.language),
        dueOn: dateIn(facts.language, facts.dueOn),
        link: `${ctx.tenant.publicUrl}/i/${token}`,
      },
      customerId: facts.customerId ?? undefined,
      text: message,
      attachmentIds: [facts.pdfFileId],
    });
  }
  const after = { number: facts.number, sentTo: recipients };
  audit.record(ctx, { action: "invoice.send", entityKind: "invoice", entityId: id, after, personal: ["sentTo"] });
}
