import type { Invoice } from "@mechanicbuddy/contract/invoices";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { renderInvoice } from "@mechanicbuddy/documents/render";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as jobs from "../jobs/jobs.ts";
import * as parts from "../parts/parts.ts";
import * as payments from "../payments/payments.ts";
import { stored } from "../printing/printing.ts";
import * as search from "../search/search.ts";
import * as settings from "../settings/settings.ts";
import * as workOrders from "../work-orders/work-orders.ts";
import { type ChainedInvoice, type ChainedLine, linkHash } from "./chain.ts";
import { type Credited, chosenOf, creditPaper, type Request } from "./credit-note.ts";
import * as credits from "./credit-store.ts";
import { entryOf } from "./finding.ts";
import { find } from "./list-store.ts";
import { mail } from "./sending.ts";
import * as store from "./store.ts";

/**
 * Corrects an invoice by a credit note: all of it, or nothing. Locks are taken in the order of issuing. When nothing of
 * the invoice is left, its order is open again.
 */
export function credit(ctx: Context, invoiceId: string, request: Request): Promise<Invoice> {
  return inTransaction(ctx, async (ctx) => {
    const place = await credits.findWorkOrderOf(ctx, invoiceId);
    if (place === undefined) throw notFound();
    const { workOrderId } = place;
    const [, invoice, original] = await Promise.all([
      workOrderId === null ? undefined : workOrders.lockForInvoicing(ctx, workOrderId),
      find(ctx, invoiceId),
      credits.findOriginal(ctx, invoiceId),
    ]);
    if (invoice === undefined || original === undefined) throw notFound();
    const credited = chosenOf(invoice, request);
    const restock = new Set(request.restock ?? []);
    await backToShelf(ctx, original, credited, restock);

    const row = await write(ctx, { original, credited, invoiceId, restock, reason: request.reason });
    await payments.creditReceivable(ctx, invoiceId, credited.totalCents);
    if (credited.isFull && workOrderId !== null) await openAgain(ctx, workOrderId, original, restock);
    if (request.send !== undefined) await mail(ctx, row.id, request.send);
    const issued = await find(ctx, row.id);
    if (issued === undefined) throw notFound();
    return issued;
  });
}

/** Brings parts back at what they cost, always by part, so that two who move the same parts never wait in a ring. */
async function backToShelf(
  ctx: Context,
  { lines }: credits.Original,
  credited: Credited,
  restock: ReadonlySet<string>,
): Promise<void> {
  const moves = lines.flatMap(({ id, partId, lineId, storageId }) => {
    const quantity = credited.lines.find(({ line }) => line.id === id)?.quantity;
    const isBack = restock.has(id) && partId !== null && lineId !== null && quantity !== undefined;
    return isBack ? [{ partId, storageId, quantity, lineId }] : [];
  });
  moves.sort((a, b) => (a.partId < b.partId ? -1 : 1));
  for (const move of moves) await parts.takeBack(ctx, move);
}

async function openAgain(
  ctx: Context,
  workOrderId: string,
  { lines }: credits.Original,
  restock: ReadonlySet<string>,
): Promise<void> {
  await workOrders.markCredited(ctx, workOrderId);
  const named = lines.flatMap(({ id, lineId }) => (restock.has(id) && lineId !== null ? [lineId] : []));
  await jobs.unbuildParts(ctx, await credits.backAgain(ctx, workOrderId, named));
}

interface Note {
  original: credits.Original;
  credited: Credited;
  invoiceId: string;
  restock: ReadonlySet<string>;
  reason: string;
}

/** Takes the number and writes the document and its PDF. */
async function write(ctx: Context, note: Note): Promise<ChainedInvoice> {
  const { original, credited, reason } = note;
  const { today } = original;
  const [taken, head, seller] = await Promise.all([
    settings.takeNumber(ctx, "credit_note", today),
    store.lockChain(ctx, "credit_note"),
    settings.seller(ctx, original.language),
  ]);
  const lastOn = head.lastOn !== null && head.lastOn > original.issueOn ? head.lastOn : original.issueOn;
  if (lastOn > today) {
    const lastNumber = lastOn === original.issueOn ? original.number : head.lastNumber;
    throw new Refusal(
      "conflict",
      `${lastNumber} is dated ${lastOn}, so nothing can be dated ${today}. Check the clock and the time zone.`,
    );
  }
  const id = newId();
  const paper = creditPaper(original, credited, { number: taken.number, reason, seller });
  const pdf = await renderInvoice(paper);
  const row: ChainedInvoice = {
    id,
    seq: head.seq + 1,
    kind: "credit_note",
    credits: note.invoiceId,
    reason,
    seriesId: taken.seriesId,
    year: taken.year,
    n: taken.n,
    number: taken.number,
    workOrderId: original.workOrderId,
    customerId: original.customerId,
    issuedAt: ctx.now().toISOString(),
    issueOn: today,
    supplyOn: original.supplyOn,
    dueOn: today,
    currency: paper.currency,
    language: paper.language,
    priceMode: paper.priceMode,
    netCents: credited.netCents,
    vatCents: credited.vatCents,
    totalCents: credited.totalCents,
    snapshot: stored(paper),
    pdfSha256: sha256(pdf).toString("hex"),
    xmlSha256: null,
    issuedBy: ctx.actor.userId ?? null,
    lines: linesOf(note),
    taxes: paper.vatGroups.map(({ reason = null, ...group }) => ({ id: newId(), ...group, reason })),
  };
  const file = await files.store(ctx, {
    bytes: pdf,
    mediaType: "application/pdf",
    name: `${row.number}.pdf`,
    owner: { kind: "invoice", id },
  });
  record(ctx, note, row);
  await store.insert(ctx, { row, pdfFileId: file.id, prevHash: head.hash, hash: linkHash(head.hash, row) });
  return row;
}

/** The cost of what did not come back stays spent, so only what is on the shelf again carries one. */
function linesOf({ original, credited, restock }: Note): ChainedLine[] {
  return credited.lines.map(({ line, quantity, totalCents, netCents }, index) => {
    const source = original.lines.find(({ id }) => id === line.id);
    if (source === undefined) throw new Error("A line was credited that is not on the invoice");
    const { storageId: _, ...printed } = source;
    return {
      ...printed,
      id: newId(),
      position: index + 1,
      creditsLine: line.id,
      description: line.description,
      quantity,
      unitPriceCents: line.unitPriceCents,
      discountPercent: line.discountPercent,
      taxCategory: line.category,
      taxPercent: line.percent,
      totalCents,
      netCents,
      costCents: restock.has(line.id) ? source.costCents : null,
    };
  });
}

function record(ctx: Context, { original, invoiceId, restock, reason }: Note, row: ChainedInvoice): void {
  const { buyer, vehicle, orderNumber } = original.snapshot;
  const names = {
    customerName: buyer?.name ?? null,
    plate: vehicle?.plate ?? null,
    orderNumber: orderNumber ?? null,
    creditsNumber: original.number,
  };
  search.index(ctx, entryOf(row.id, { number: row.number, ...names }));
  const { number, totalCents, issueOn, customerId, workOrderId } = row;
  audit.record(ctx, {
    action: "invoice.credit",
    entityKind: "invoice",
    entityId: row.id,
    after: { number, credits: invoiceId, totalCents, issueOn, customerId, workOrderId, reason, restock: [...restock] },
  });
}
