import type { Estimate, EstimateState, PublicEstimate } from "@mechanicbuddy/contract/estimates";
import type { ShownPicture } from "@mechanicbuddy/contract/files";
import type { Static } from "typebox";
import type { Stage } from "../work-orders/work-orders.ts";
import type { Decision } from "./chain.ts";
import type { FrozenEstimate } from "./frozen.ts";

/** The latest decision on a job of one version. */
export interface Answer {
  decision: Decision;
  decidedAt: string;
}

/** An estimate as the workshop's list reads it. Sums and addresses are missing where the caller may not see them. */
export interface EstimateRow extends Omit<Estimate, "state" | "replacedBy" | "jobs"> {
  withdrawnAt: string | null;
  newestNumber: string;
  hasLinks: boolean;
  jobs: Estimate["jobs"];
}

/** A version as its link finds it, with what became of its jobs since. */
export interface ShownEstimate {
  id: string;
  number: string;
  workOrderId: string;
  frozen: FrozenEstimate;
  sha256: string;
  validUntilOn: string;
  withdrawnAt: string | null;
  pdfFileId: string;
  stage: Stage;
  /** The order still belongs to the customer it was issued for. */
  isSameCustomer: boolean;
  answers: ShownAnswer[];
  link: { id: string; number: string; firstOpenedAt: string | null };
}

export interface ShownAnswer {
  jobId: string;
  /** The job's content is no longer the one that was issued. */
  isEdited: boolean;
  pictures: Omit<ShownPicture, "addresses">[];
  answer: (Answer & { name: string | null }) | null;
}

/** A yes or no stands until the workshop's own edit takes it back. */
export function stands<A extends { decision: Decision }>(
  answer: A | null | undefined,
): answer is A & { decision: "approved" | "declined" } {
  return answer != null && answer.decision !== "revoked";
}

/** What became of an estimate; never stored, so that it cannot contradict the decisions. */
export function stateOf(row: EstimateRow, today: string): Static<typeof EstimateState> {
  if (row.withdrawnAt !== null) return "withdrawn";
  if (row.newestNumber !== row.number) return "replaced";
  const answered = row.jobs.filter(({ decision }) => decision !== null && decision !== "revoked").length;
  if (answered === row.jobs.length) return "decided";
  if (row.validUntilOn < today) return "expired";
  if (answered > 0) return "partly_decided";
  if (row.firstOpenedAt !== null) return "opened";
  return row.hasLinks ? "sent" : "issued";
}

/** The estimate as the workshop sees it. */
export function presented(row: EstimateRow, today: string): Estimate {
  const { withdrawnAt: _, newestNumber, hasLinks: __, ...estimate } = row;
  const replacedBy = newestNumber === row.number ? null : newestNumber;
  return { ...estimate, state: stateOf(row, today), replacedBy };
}

/** What the customer can do with the page now. */
export function pageState(shown: ShownEstimate, today: string): PublicEstimate["state"] {
  if (shown.answers.every(({ answer }) => stands(answer))) return "answered";
  const isClosed = shown.stage === "cancelled" || shown.stage === "invoiced" || !shown.isSameCustomer;
  if (shown.withdrawnAt !== null || isClosed) return "withdrawn";
  return shown.validUntilOn < today ? "expired" : "open";
}

/** The customer's page: what was issued, with the answers so far. Nothing else of the workshop or of other people. */
export function page(
  shown: ShownEstimate,
  today: string,
  addressesOf: (fileId: string) => ShownPicture["addresses"],
): PublicEstimate {
  const { frozen, number, link } = shown;
  const { document, vehicle } = frozen;
  const { seller } = document;
  const answers = new Map(shown.answers.map((answer) => [answer.jobId, answer]));
  return {
    state: pageState(shown, today),
    number,
    replacedNumber: link.number === number ? null : link.number,
    language: document.language,
    currency: document.currency,
    priceMode: document.priceMode,
    workshop: {
      name: seller.tradingName ?? seller.legalName,
      phone: seller.phone ?? null,
      email: seller.email ?? null,
      address: seller.addressLines.length === 0 ? null : seller.addressLines.join(", "),
    },
    customerName: document.buyer?.name ?? null,
    vehicle,
    validUntilOn: shown.validUntilOn,
    jobs: frozen.jobs.map((job, index) => {
      const printed = document.jobs[index];
      const { answer = null, isEdited = false, pictures = [] } = answers.get(job.jobId) ?? {};
      return {
        jobId: job.jobId,
        title: job.title,
        complaint: job.complaint,
        cause: printed?.cause ?? null,
        correction: printed?.correction ?? null,
        lines: (printed?.lines ?? []).map(({ description, quantity, unit, totalCents, taxPercent }) => {
          return { description, quantity, unit, totalCents, taxPercent };
        }),
        grossCents: job.grossCents,
        vatCents: job.vatCents,
        decision: stands(answer) ? { decision: answer.decision, at: answer.decidedAt, name: answer.name } : null,
        changed: isEdited && !stands(answer),
        photos: pictures.map((picture) => ({ ...picture, addresses: addressesOf(picture.id) })),
      };
    }),
    groups: document.vatGroups.map(({ reason: _, ...group }) => group),
    totalCents: document.totals.totalCents,
    vatCents: document.totals.vatCents,
  };
}
