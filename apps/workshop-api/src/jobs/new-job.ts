import type { PriceMode, TaxTreatment } from "@mechanicbuddy/contract/totals";
import { newId } from "@mechanicbuddy/platform/id";
import type { NewLine } from "../catalogue/catalogue.ts";
import { inMode } from "../parts/parts.ts";
import { type Authorisation, contentHash, type Stage } from "../work-orders/work-orders.ts";
import type { LineState } from "./line.ts";

/** What prices of an order's lines depend on. */
export interface OrderTerms {
  priceMode: PriceMode;
  taxTreatment: TaxTreatment;
  discountPercent: number;
}

/** An order that takes new jobs. */
export interface OpenOrder {
  id: string;
  number: number;
  stage: Stage;
  vehicleId: string | null;
  priceMode: PriceMode;
  discountPercent: number;
}

/** A job yet to be written. */
export interface NewJob {
  title: string;
  kind: string;
  billing: string;
  complaint: string | null;
  cause: string | null;
  correction: string | null;
  cannedJobId: string | null;
  revivedFrom: string | null;
  lines: readonly (NewLine & { employeeId?: string | null })[];
}

/** A job as it is stored. */
export interface JobRow {
  id: string;
  title: string;
  kind: string;
  billing: string;
  complaint: string | null;
  cause: string | null;
  correction: string | null;
  authorisation: Authorisation;
  contentHash: Buffer;
  cannedJobId: string | null;
  revivedFrom: string | null;
}

/** A job that can be written again at today's prices: declined once, or part of an order that is copied. */
export interface RevivableJob {
  id: string;
  vehicleId: string | null;
  priceMode: PriceMode;
  authorisation: Authorisation;
  title: string;
  kind: string;
  billing: string;
  complaint: string | null;
  cannedJobId: string | null;
  lines: (Omit<NewLine, "partStatus"> & {
    employeeId: null;
    taxPercent: number;
    /** Price today of the part or hour, in the mode it was typed in. */
    todayCents: number | null;
    todayMode: PriceMode | null;
  })[];
}

/** A job anew: parts and hours at today's prices unless the old ones are wanted, everything else as it was. */
export function again(job: RevivableJob, wanted: PriceMode, prices: "today" | "same" = "today"): NewJob {
  const lines = job.lines.map(({ taxPercent, todayCents, todayMode, ...line }) => {
    const isKnown = prices === "today" && todayCents !== null && todayMode !== null;
    const price = isKnown
      ? { cents: todayCents, mode: todayMode }
      : { cents: line.unitPriceCents, mode: job.priceMode };
    const partStatus = line.kind === "part" ? ("needed" as const) : null;
    return { ...line, partStatus, unitPriceCents: inMode(price, wanted, taxPercent) };
  });
  const { title, kind, billing, complaint, cannedJobId } = job;
  return { title, kind, billing, complaint, cause: null, correction: null, cannedJobId, revivedFrom: null, lines };
}

/** Rows of new jobs and their lines. What is not the customer's to pay needs no yes. */
export function rowsOf(jobs: readonly NewJob[]): { jobs: JobRow[]; lines: (LineState & { jobId: string })[] } {
  const made = jobs.map(({ lines, ...job }) => {
    const id = newId();
    const states = lines.map((line): LineState & { jobId: string } => ({
      ...line,
      id: newId(),
      jobId: id,
      employeeId: line.employeeId ?? null,
    }));
    const authorisation: Authorisation = job.billing === "customer" ? "draft" : "not_needed";
    const hash = contentHash({ title: job.title, lines: states });
    return { job: { ...job, id, authorisation, contentHash: hash }, states };
  });
  return { jobs: made.map(({ job }) => job), lines: made.flatMap(({ states }) => states) };
}
