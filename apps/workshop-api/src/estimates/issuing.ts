import type { Estimate, issueEstimate, sendEstimate } from "@mechanicbuddy/contract/estimates";
import { formatMoney } from "@mechanicbuddy/contract/money";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { renderEstimate } from "@mechanicbuddy/documents/render";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { newToken, sha256 } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as messages from "../messages/messages.ts";
import { dateIn, daysAfter, languageOf, stored } from "../printing/printing.ts";
import * as settings from "../settings/settings.ts";
import * as workOrders from "../work-orders/work-orders.ts";
import { presented } from "./estimate.ts";
import { type FrozenEstimate, freeze } from "./frozen.ts";
import * as links from "./link-store.ts";
import * as store from "./store.ts";

/** A link is kept readable this long after the offer ran out, so that a customer finds what was agreed. */
const LINK_DAYS_AFTER_VALIDITY = 365;

type Issue = Input<typeof issueEstimate>["body"];
type Send = Input<typeof sendEstimate>["body"];

/** Freezes the chosen jobs into the order's next version, with its PDF; the versions before it are replaced. */
export function issue(ctx: Context, workOrderId: string, request: Issue): Promise<Estimate> {
  return inTransaction(ctx, async (ctx) => {
    const order = await workOrders.lockForInvoicing(ctx, workOrderId);
    workOrders.refuseCancelled(order);
    await store.refuseInvoiced(ctx, workOrderId);
    const [source, next, shop, today] = await Promise.all([
      workOrders.documentOf(ctx, workOrderId),
      store.nextVersion(ctx, workOrderId),
      settings.get(ctx),
      settings.today(ctx),
    ]);
    const jobs = chosenJobs(source.jobs, request.jobIds);
    const validUntilOn = request.validUntilOn ?? daysAfter(today, shop.estimateValidDays);
    if (validUntilOn < today) throw invalid({ validUntilOn: "Choose today or a later day." });
    const language = languageOf(request.language, source.customer?.language, shop.language);
    const offer = freeze(source, jobs, {
      number: `${order.number}-${next.n}`,
      issueOn: today,
      validUntilOn,
      language,
      showVehicle: request.showVehicle ?? shop.showVehicle,
      settings: shop,
      seller: await settings.seller(ctx, language),
      issuedBy: next.issuedBy,
    });
    if (offer.document.totals.totalCents < 0) {
      throw invalid({
        jobIds: "The chosen jobs come to less than nothing; leave the refund out or add what it belongs to.",
      });
    }
    const id = await save(ctx, { workOrderId, n: next.n, offer, jobs });
    if (request.send !== undefined) await mail(ctx, await getFacts(ctx, id), request.send);
    return getPresented(ctx, id, today);
  });
}

interface Version {
  workOrderId: string;
  n: number;
  offer: Omit<FrozenEstimate, "pdfSha256">;
  jobs: readonly workOrders.DocumentJob[];
}

async function save(ctx: Context, { workOrderId, n, offer, jobs }: Version): Promise<string> {
  const id = newId();
  const { number } = offer.document;
  const pdf = await renderEstimate(offer.document);
  const [file, left] = await Promise.all([
    files.store(ctx, {
      bytes: pdf,
      mediaType: "application/pdf",
      name: `${number}.pdf`,
      owner: { kind: "estimate", id },
    }),
    store.noLongerAsked(
      ctx,
      workOrderId,
      offer.jobs.map(({ jobId }) => jobId),
    ),
  ]);
  const frozen = { ...offer, document: stored(offer.document), pdfSha256: sha256(pdf).toString("hex") };
  await Promise.all([
    store.insert(ctx, { id, workOrderId, n, frozen, pdfFileId: file.id, jobs: [...jobs] }),
    workOrders.setAuthorisation(
      ctx,
      jobs.map((job) => job.id),
      "asked",
    ),
    workOrders.setAuthorisation(ctx, left, "draft"),
  ]);
  const after = { number, totalCents: offer.document.totals.totalCents, validUntilOn: offer.document.validUntilOn };
  audit.record(ctx, { action: "estimate.issue", entityKind: "estimate", entityId: id, after });
  return id;
}

/** The chosen jobs in the order's own order, each of which can be asked for. */
function chosenJobs(jobs: readonly workOrders.DocumentJob[], ids: readonly string[]): workOrders.DocumentJob[] {
  const chosen = jobs.filter((job) => ids.includes(job.id));
  if (ids.some((id) => !chosen.some((job) => job.id === id))) {
    throw invalid({ jobIds: "One of these jobs does not exist on this order; load the order again." });
  }
  for (const { title, billing, authorisation, lines } of chosen) {
    if (billing !== "customer") throw invalid({ jobIds: `“${title}” is not the customer's to pay; leave it out.` });
    if (authorisation === "approved") throw invalid({ jobIds: `“${title}” is approved already; leave it out.` });
    if (lines.length === 0) throw invalid({ jobIds: `“${title}” has no lines; add what it costs first.` });
  }
  return chosen;
}

/** Mails the estimate, a link of its own to each address. */
export function send(ctx: Context, id: string, request: Send): Promise<Estimate> {
  return inTransaction(ctx, async (ctx) => {
    const [facts, today] = await Promise.all([getFacts(ctx, id), settings.today(ctx)]);
    refuseOutdated(facts, today);
    await mail(ctx, facts, request);
    return getPresented(ctx, id, today);
  });
}

async function mail(ctx: Context, facts: store.EstimateFacts, { to, message }: Send): Promise<void> {
  const recipients = [...new Map(to.map((address) => [address.toLowerCase(), address])).values()];
  const made = recipients.map((recipient) => newLink(facts, "email", recipient));
  await links.insertLinks(ctx, made);
  for (const link of made) {
    await messages.queue(ctx, {
      template: "estimate",
      language: facts.language,
      to: [link.recipient as string],
      about: { kind: "estimate", id: facts.id },
      variables: {
        customerName: facts.customerName ?? undefined,
        documentNumber: facts.number,
        orderNumber: facts.orderNumber,
        vehicle: facts.vehicle ?? undefined,
        plate: facts.plate ?? undefined,
        total: formatMoney(facts.totalCents, facts.currency, facts.language),
        validUntilOn: dateIn(facts.language, facts.validUntilOn),
        link: addressOf(ctx, link.token),
      },
      customerId: facts.customerId ?? undefined,
      text: message,
      attachmentIds: [facts.pdfFileId],
    });
  }
  const after = { number: facts.number, sentTo: recipients };
  audit.record(ctx, {
    action: "estimate.send",
    entityKind: "estimate",
    entityId: facts.id,
    after,
    personal: ["sentTo"],
  });
}

/** A fresh link to hand over by other means. It is shown this once: only its hash is kept. */
export function link(ctx: Context, id: string): Promise<{ url: string }> {
  return inTransaction(ctx, async (ctx) => {
    const [facts, today] = await Promise.all([getFacts(ctx, id), settings.today(ctx)]);
    refuseOutdated(facts, today);
    const made = newLink(facts, "copy", null);
    await links.insertLinks(ctx, [made]);
    const after = { number: facts.number };
    audit.record(ctx, { action: "estimate.link", entityKind: "estimate", entityId: id, after });
    return { url: addressOf(ctx, made.token) };
  });
}

/** Takes back an estimate nobody decided; what it asked for is not asked any more. */
export function withdraw(ctx: Context, id: string): Promise<Estimate> {
  return inTransaction(ctx, async (ctx) => {
    const { workOrderId } = await getFacts(ctx, id);
    await workOrders.lockForInvoicing(ctx, workOrderId);
    const [facts, today, asked] = await Promise.all([
      getFacts(ctx, id),
      settings.today(ctx),
      store.noLongerAsked(ctx, workOrderId, []),
    ]);
    refuseReplaced(facts);
    if (facts.isDecided) {
      throw new Refusal("conflict", `${facts.number} is answered already; issue a new version instead.`);
    }
    await Promise.all([store.withdraw(ctx, id), workOrders.setAuthorisation(ctx, asked, "draft")]);
    const [before, after] = [{ withdrawn: false }, { withdrawn: true }];
    audit.record(ctx, { action: "estimate.withdraw", entityKind: "estimate", entityId: id, before, after });
    return getPresented(ctx, id, today);
  });
}

function refuseReplaced({ number, newestNumber, withdrawnAt }: store.EstimateFacts): void {
  if (withdrawnAt !== null) throw new Refusal("conflict", `${number} is withdrawn.`);
  if (newestNumber !== number) throw new Refusal("conflict", `${number} is replaced by ${newestNumber}; use that one.`);
}

function refuseOutdated(facts: store.EstimateFacts, today: string): void {
  refuseReplaced(facts);
  if (facts.validUntilOn < today) {
    throw new Refusal("conflict", `${facts.number} was valid until ${facts.validUntilOn}; issue a new version.`);
  }
}

function newLink(facts: store.EstimateFacts, channel: links.Channel, recipient: string | null): links.NewLink {
  const expiresAt = `${daysAfter(facts.validUntilOn, LINK_DAYS_AFTER_VALIDITY)}T00:00:00.000Z`;
  return { estimateId: facts.id, token: newToken(), channel, recipient, expiresAt };
}

function addressOf(ctx: Context, token: string): string {
  return `${ctx.tenant.publicUrl}/e/${token}`;
}

async function getFacts(ctx: Context, id: string): Promise<store.EstimateFacts> {
  const facts = await store.findFacts(ctx, id);
  if (facts === undefined) throw notFound();
  return facts;
}

async function getPresented(ctx: Context, id: string, today: string): Promise<Estimate> {
  const row = await store.find(ctx, id);
  if (row === undefined) throw notFound();
  return presented(row, today);
}
