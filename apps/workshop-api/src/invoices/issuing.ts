import type { Invoice } from "@mechanicbuddy/contract/invoices";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { renderInvoice } from "@mechanicbuddy/documents/render";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as jobs from "../jobs/jobs.ts";
import * as payments from "../payments/payments.ts";
import { daysAfter, languageOf, stored } from "../printing/printing.ts";
import * as search from "../search/search.ts";
import * as settings from "../settings/settings.ts";
import { unlessAccepted } from "../warnings.ts";
import * as workOrders from "../work-orders/work-orders.ts";
import { type ChainedInvoice, linkHash } from "./chain.ts";
import { entryOf } from "./finding.ts";
import { blockersOf, dueDaysOf, warningsOf } from "./invoice.ts";
import { find } from "./list-store.ts";
import { chainedOf } from "./new-invoice.ts";
import { blockingGates, type Prepared, prepare, type Request, usableMethod } from "./preparing.ts";
import { mail } from "./sending.ts";
import { snapshotOf } from "./snapshot.ts";
import * as store from "./store.ts";

/**
 * Issues the invoice of an order: all of it, or nothing. Locks are always taken in this order: the order, the parts'
 * stock, the number series, the end of the chain, the ledger of payments. Checks come before the number, so that
 * whoever waits for the next one does not wait for somebody who is refused.
 */
export function issue(ctx: Context, orderId: string, request: Request): Promise<Invoice> {
  return inTransaction(ctx, async (ctx) => {
    const draft = await prepare(ctx, orderId, request, true);
    const [blocker] = [...blockersOf(draft), ...blockingGates(draft)];
    if (blocker !== undefined) throw new Refusal("conflict", blocker.message);
    const method = printedMethod(draft, request);
    const id = newId();
    const creditUsedCents = request.useCredit === true ? Math.min(draft.funds.creditCents, afterDeposits(draft)) : 0;
    const openCents = afterDeposits(draft) - creditUsedCents;
    const payment = takenNow(draft, request, { invoiceId: id, openCents });
    accept(ctx, draft, request, { payment, openCents });
    if (hasWaitingParts(draft)) await jobs.installParts(ctx, orderId);

    const invoice = await write(ctx, draft, { id, method, dueDays: dueDaysOf(request.dueDays, draft) });
    if (draft.depositCents > 0) {
      await payments.allocateDeposits(ctx, { id, workOrderId: orderId, openCents: invoice.totalCents });
    }
    if (creditUsedCents > 0) {
      const openCents = invoice.totalCents - Math.min(invoice.totalCents, draft.depositCents);
      await payments.useCreditNow(ctx, { ...invoice, openCents }, creditUsedCents);
    }
    if (payment !== undefined) await payments.recordForInvoice(ctx, { ...invoice, today: draft.today }, payment);
    if (request.send !== undefined) await mail(ctx, id, request.send);
    const issued = await find(ctx, id);
    if (issued === undefined) throw notFound();
    return issued;
  });
}

/** How the customer is to pay, as the paper names it: as chosen, as paid now, or as usual. */
function printedMethod(draft: Prepared, { paymentMethodId, payment }: Request): string | undefined {
  if (paymentMethodId === null) return undefined;
  const id = paymentMethodId ?? payment?.methodId;
  if (id === undefined) return usableMethod(draft)?.name;
  const method = draft.methods.find((method) => method.id === id);
  return payments.usable(method, paymentMethodId === undefined ? "payment.methodId" : "paymentMethodId").name;
}

/** What deposits leave open. */
function afterDeposits({ totals, depositCents }: Prepared): number {
  return Math.max(0, totals.totalCents - depositCents);
}

/** Money that changes hands at the counter: for what deposits and credit leave open. */
function takenNow(
  draft: Prepared,
  { payment }: Request,
  { invoiceId, openCents }: { invoiceId: string; openCents: number },
): payments.TakenNow | undefined {
  if (payment === undefined) return undefined;
  const method = payments.usable(
    draft.methods.find(({ id }) => id === payment.methodId),
    "payment.methodId",
  );
  const sum = {
    amountCents: payment.amountCents,
    kind: method.kind,
    cashStep: draft.settings.cashRoundingCents as 0 | 5 | 10,
  };
  const spread = payments.spread(sum, [{ invoiceId, openCents, wantedCents: openCents }]);
  payments.refuseNothing(spread, "payment.amountCents");
  return { ...spread, methodId: method.id };
}

function accept(
  ctx: Context,
  draft: Prepared,
  request: Request,
  { payment, openCents }: { payment: payments.TakenNow | undefined; openCents: number },
): void {
  const { source } = draft;
  const isPaid = payment === undefined ? openCents === 0 : payment.amountCents - payment.roundingCents >= openCents;
  const payer = { customerId: source.customer?.id ?? null, currency: source.order.currency };
  const warnings = [
    ...warningsOf(draft, isPaid),
    ...workOrders.gateWarnings(draft.openGates),
    ...(payment === undefined ? [] : payments.creditWarnings(payment, payer, "payment.amountCents")),
  ];
  unlessAccepted(ctx, warnings, request.acceptWarnings, { kind: "work_order", id: source.order.id });
}

function hasWaitingParts({ source }: Prepared): boolean {
  const waiting = new Set(["needed", "ordered", "arrived"]);
  return source.jobs.some((job) => job.lines.some(({ partStatus }) => partStatus !== null && waiting.has(partStatus)));
}

interface Chosen {
  id: string;
  method: string | undefined;
  dueDays: number;
}

/** Takes the number and writes the document, its PDF and what is open on it. */
async function write(ctx: Context, draft: Prepared, { id, method, dueDays }: Chosen): Promise<ChainedInvoice> {
  const { source, billed, totals, today, facts } = draft;
  const language = languageOf(source.customer?.language, draft.settings.language);
  const [taken, head, costs, seller] = await Promise.all([
    settings.takeNumber(ctx, "invoice", today),
    store.lockChain(ctx),
    store.costsOf(ctx, source.order.id),
    settings.seller(ctx, language),
  ]);
  if (head.lastOn !== null && head.lastOn > today) {
    throw new Refusal(
      "conflict",
      `${head.lastNumber} is dated ${head.lastOn}, so nothing can be dated ${today}. Check the clock and the time zone.`,
    );
  }
  const paper = snapshotOf(source, billed, totals, {
    number: taken.number,
    issueOn: today,
    supplyOn: draft.supplyOn,
    dueOn: daysAfter(today, dueDays),
    dueDays,
    language,
    settings: draft.settings,
    seller,
    paymentMethod: method,
    issuedBy: facts.issuedBy,
  });
  const pdf = await renderInvoice(paper);
  const row = chainedOf(draft, {
    id,
    taken,
    seq: head.seq + 1,
    issuedAt: ctx.now().toISOString(),
    issuedBy: ctx.actor.userId ?? null,
    snapshot: stored(paper),
    pdfSha256: sha256(pdf).toString("hex"),
    costs,
  });
  const file = await files.store(ctx, {
    bytes: pdf,
    mediaType: "application/pdf",
    name: `${row.number}.pdf`,
    owner: { kind: "invoice", id },
  });
  const { customerId, dueOn, totalCents } = row;
  note(ctx, draft, row);
  await Promise.all([
    store.insert(ctx, { row, pdfFileId: file.id, prevHash: head.hash, hash: linkHash(head.hash, row) }),
    payments.openReceivable(ctx, { invoiceId: id, customerId, dueOn, totalCents }),
    workOrders.markInvoiced(ctx, source.order.id),
  ]);
  return row;
}

function note(ctx: Context, { source: { order, customer, vehicle } }: Prepared, row: ChainedInvoice): void {
  const names = {
    customerName: customer?.name ?? null,
    plate: vehicle?.plate ?? null,
    orderNumber: String(order.number),
    creditsNumber: null,
  };
  search.index(ctx, entryOf(row.id, { number: row.number, ...names }));
  const { number, totalCents, issueOn, dueOn, customerId } = row;
  audit.record(ctx, {
    action: "invoice.issue",
    entityKind: "invoice",
    entityId: row.id,
    after: { number, totalCents, issueOn, dueOn, customerId, workOrderId: order.id },
  });
}
