import type {
  decideEstimate,
  PublicEstimate,
  recordDecision as recordDecisionRoute,
} from "@mechanicbuddy/contract/estimates";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { once } from "@mechanicbuddy/platform/tasks";
import * as audit from "../audit/audit.ts";
import * as files from "../files/files.ts";
import * as notifications from "../notifications/notifications.ts";
import * as settings from "../settings/settings.ts";
import * as workOrders from "../work-orders/work-orders.ts";
import { refuseAnswer } from "./answer.ts";
import { jobFacts, versionAsking } from "./approval-store.ts";
import { append, type NewApproval } from "./approvals.ts";
import { page, pageState, type ShownEstimate } from "./estimate.ts";
import * as links from "./link-store.ts";
import { readSignature } from "./signature.ts";
import * as store from "./store.ts";

/** The customer's page. The link of an older version leads on to the newest. Looking changes nothing. */
export async function getPage(ctx: Context, token: string): Promise<PublicEstimate> {
  const [shown, today] = await Promise.all([getShown(ctx, token), settings.today(ctx)]);
  return pageFor(ctx, shown, today);
}

function pageFor(ctx: Context, shown: ShownEstimate, today: string): PublicEstimate {
  return page(shown, today, (fileId) => files.addressesOf(ctx, fileId));
}

/** The PDF of the version the page shows. */
export async function getPagePdf(ctx: Context, token: string): Promise<{ bytes: Uint8Array; name: string }> {
  const { pdfFileId } = await getShown(ctx, token);
  return files.read(ctx, pdfFileId);
}

/** The page was shown to a person: scanners and previews of links fetch it too, but run no script. */
export async function markOpened(ctx: Context, token: string): Promise<void> {
  if ((await links.countOpening(ctx, token)) === 0) throw gone();
}

/** Tells the workshop, once a day, that a customer would like an estimate renewed. */
export function askForFreshPrice(ctx: Context, token: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const [shown, today] = await Promise.all([getShown(ctx, token), settings.today(ctx)]);
    if (pageState(shown, today) !== "expired") {
      throw new Refusal("conflict", `${shown.number} can still be answered.`, { current: pageFor(ctx, shown, today) });
    }
    if (!(await once(ctx, `estimates.fresh-price:${shown.id}:${today}`))) return;
    await tell(ctx, "estimate.fresh-price", shown.workOrderId, { number: shown.number });
  });
}

type Answer = Input<typeof decideEstimate>["body"];

/** The customer's answer through the link, job by job: evidence, and the first yes makes a quote an order. */
export function decide(ctx: Context, token: string, answer: Answer): Promise<PublicEstimate> {
  return inTransaction(ctx, async (ctx) => {
    const drawn = answer.signaturePng === undefined ? undefined : readSignature(answer.signaturePng);
    const { workOrderId } = await getShown(ctx, token);
    await workOrders.lockForInvoicing(ctx, workOrderId);
    const [shown, today] = await Promise.all([getShown(ctx, token), settings.today(ctx)]);
    refuseAnswer(shown, today, answer, pageFor(ctx, shown, today));
    const signature =
      drawn &&
      (await files.store(ctx, {
        bytes: drawn,
        mediaType: "image/png",
        name: `${shown.number}-signature.png`,
        owner: { kind: "estimate", id: shown.id },
      }));
    const approvals = answer.decisions.map(({ jobId, decision, comment }): NewApproval => {
      const amountCents = shown.frozen.jobs.find((job) => job.jobId === jobId)?.grossCents ?? 0;
      return {
        estimateId: shown.id,
        snapshotSha256: shown.sha256,
        jobId,
        decision,
        method: "link",
        openedAt: shown.link.firstOpenedAt ?? ctx.now().toISOString(),
        amountCents,
        name: answer.name,
        comment,
        signature,
      };
    });
    await Promise.all([links.stampOpened(ctx, shown.link.id), settle(ctx, shown.workOrderId, approvals)]);
    await tell(ctx, "estimate.decided", workOrderId, {
      number: shown.number,
      name: answer.name,
      ...summary(approvals),
    });
    const after = { number: shown.number, name: answer.name, decisions: answer.decisions };
    audit.record(ctx, {
      action: "estimate.decide",
      entityKind: "estimate",
      entityId: shown.id,
      after,
      personal: ["name", "decisions"],
    });
    return pageFor(ctx, await getShown(ctx, token), today);
  });
}

type Record = Input<typeof recordDecisionRoute>["body"];

/** Writes down a decision the customer gave by word, phone or mail: the same chain, with who wrote it down. */
export function recordDecision(
  ctx: Context,
  jobId: string,
  said: Record,
): Promise<{ jobId: string; authorisation: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { method, decision, name, saidTo, comment } = said;
    if (method === "phone" && saidTo === undefined) throw invalid({ saidTo: "Enter the number of the call." });
    const [job] = await jobFacts(ctx, [jobId]);
    if (job === undefined) throw notFound();
    workOrders.refuseCancelled(await workOrders.lockForInvoicing(ctx, job.workOrderId));
    await store.refuseInvoiced(ctx, job.workOrderId);
    const [source, version] = await Promise.all([
      workOrders.documentOf(ctx, job.workOrderId),
      versionAsking(ctx, jobId),
    ]);
    const current = source.jobs.find(({ id }) => id === jobId);
    if (current === undefined) throw notFound();
    if (current.billing !== "customer") throw new Refusal("conflict", "This job is not the customer's to pay.");
    if (current.authorisation === decision) {
      throw new Refusal("conflict", `This job is ${decision} already.`, { current: job.latest });
    }
    const approval: NewApproval = {
      estimateId: version?.estimateId ?? null,
      snapshotSha256: version?.snapshotSha256 ?? null,
      jobId,
      decision,
      method,
      openedAt: null,
      amountCents: current.grossCents,
      name,
      saidTo,
      comment,
    };
    await settle(ctx, job.workOrderId, [approval]);
    await tell(ctx, "estimate.decided", job.workOrderId, {
      number: version?.number ?? null,
      name,
      ...summary([approval]),
    });
    audit.record(ctx, {
      action: "approval.record",
      entityKind: "job",
      entityId: jobId,
      after: { decision, method, name, saidTo, comment },
      personal: ["name", "saidTo", "comment"],
    });
    return { jobId, authorisation: decision };
  });
}

/** Jobs first, the chain last: its lock is everybody's, so it is held shortest. */
async function settle(ctx: Context, workOrderId: string, approvals: readonly NewApproval[]): Promise<void> {
  const jobsWith = (wanted: string) =>
    approvals.filter(({ decision }) => decision === wanted).map(({ jobId }) => jobId);
  const [approved, declined] = [jobsWith("approved"), jobsWith("declined")];
  if (approved.length > 0) {
    await workOrders.setAuthorisation(ctx, approved, "approved");
    await workOrders.becomeOrder(ctx, workOrderId);
  }
  if (declined.length > 0) await workOrders.setAuthorisation(ctx, declined, "declined");
  await append(ctx, approvals);
}

function summary(approvals: readonly NewApproval[]) {
  const approved = approvals.filter(({ decision }) => decision === "approved");
  return {
    approved: approved.length,
    declined: approvals.length - approved.length,
    approvedCents: approved.reduce((sum, { amountCents }) => sum + amountCents, 0),
  };
}

/** Tells everybody who may record decisions, the one who does it excepted. */
export async function tell(ctx: Context, kind: string, workOrderId: string, data: object): Promise<void> {
  await notifications.tell(ctx, {
    permission: "approvals.record",
    exceptUserId: ctx.actor.userId,
    kind,
    about: { kind: "work_order", id: workOrderId },
    data: { ...(await store.namesOf(ctx, workOrderId)), ...data },
  });
}

async function getShown(ctx: Context, token: string): Promise<ShownEstimate> {
  const shown = await store.findShown(ctx, token);
  if (shown === undefined) throw gone();
  return shown;
}

/** One answer for unknown, revoked and outlived links: nobody learns which. */
function gone(): Refusal {
  return new Refusal("gone", "This link does not work any more. Ask the workshop for a new one.");
}
