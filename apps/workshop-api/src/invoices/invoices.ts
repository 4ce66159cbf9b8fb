import type { Delivery, Invoice, InvoiceRow, listInvoices, PublicInvoice } from "@mechanicbuddy/contract/invoices";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, may } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as files from "../files/files.ts";
import * as messages from "../messages/messages.ts";
import { findShown, type Shown } from "./link-store.ts";
import * as lists from "./list-store.ts";
import * as store from "./store.ts";

export { credit } from "./crediting.ts";
export { searchSource } from "./finding.ts";
export { issue } from "./issuing.ts";
export { preview } from "./preparing.ts";
export { send } from "./sending.ts";
export { verify } from "./verify.ts";

/** A page of documents, newest first, with the sums of the filter when the total is asked for. */
export async function list(
  ctx: Context,
  query: Input<typeof listInvoices>["query"],
): Promise<{
  items: InvoiceRow[];
  nextCursor: string | null;
  total?: number;
  sums?: { totalCents: number; openCents: number };
}> {
  const { limit = 25, total } = query;
  const after = positionOf<lists.Position>(query.cursor);
  const [found, sums] = await Promise.all([
    lists.list(ctx, query, after, limit),
    total === true ? lists.sums(ctx, query) : undefined,
  ]);
  const page = pageOf(found, limit, ({ issueOn, id }) => cursorOf({ issueOn, id }));
  if (sums === undefined) return page;
  const { n, totalCents, openCents } = sums;
  return { ...page, total: n, sums: { totalCents, openCents } };
}

export async function get(ctx: Context, id: string): Promise<Invoice> {
  const invoice = await lists.find(ctx, id);
  if (invoice === undefined) throw notFound();
  return invoice;
}

/** The order's invoice that is not wholly credited; undefined when it has none. */
export function inForce(ctx: Context, workOrderId: string): Promise<{ id: string; number: string } | undefined> {
  return store.findInForce(ctx, workOrderId);
}

/** A document's file. */
export interface Pdf {
  bytes: Uint8Array;
  name: string;
}

/** The PDF as it was issued, byte for byte; never another one, whoever exchanged the file. */
export async function getPdf(ctx: Context, id: string): Promise<Pdf> {
  const stored = await store.findPdf(ctx, id);
  if (stored === undefined) throw notFound();
  const { bytes, name } = await files.read(ctx, stored.fileId);
  if (!sha256(bytes).equals(stored.sha256)) {
    throw new Error(`The stored PDF of ${stored.number} is not the one that was issued; restore it from a backup`);
  }
  return { bytes, name };
}

/** Every time the document was mailed, newest first. Addresses are left out for those who may not see them. */
export async function listDeliveries(ctx: Context, id: string): Promise<{ items: Delivery[] }> {
  const [exists, sent] = await Promise.all([store.exists(ctx, id), messages.listAbout(ctx, "invoice", id)]);
  if (!exists) throw notFound();
  const contacts = may(ctx, "contacts.read");
  const items = sent.map((message) => ({
    messageId: message.id,
    ...(contacts ? { to: message.to } : {}),
    status: message.status,
    at: message.sentAt ?? message.createdAt,
    reason: message.reason,
    nextTryAt: message.nextTryAt,
  }));
  return { items };
}

/** An invoice through the customer's link. */
export async function getPage(ctx: Context, token: string): Promise<PublicInvoice> {
  return (await shown(ctx, token)).page;
}

export async function getPagePdf(ctx: Context, token: string): Promise<Pdf> {
  return getPdf(ctx, (await shown(ctx, token)).invoiceId);
}

async function shown(ctx: Context, token: string): Promise<Shown> {
  const found = await findShown(ctx, token);
  if (found === undefined) throw notFound();
  if (found.isOver) throw new Refusal("gone", "This link has expired. Ask the workshop for a new one.");
  return found;
}
