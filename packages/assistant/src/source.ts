/** Where what an answer says comes from: passages, our tables, this vehicle's records, fixes that held. */

import type { Vehicle } from "./question.ts";

export type SourceKind = "document" | "builtin" | "record" | "fix";

/** Whom a passage is for; what it does not say fits all. */
export interface Applicability {
  make?: string;
  model?: string;
  yearFrom?: number;
  yearTo?: number;
  engine?: string;
}

export interface Source {
  /** Unique in one answer: a document's passage, a record's row, or `code:P0420`, `tree:misfire`, `interval:…`, `calculator:…`. */
  id: string;
  kind: SourceKind;
  title: string;
  text: string;
  page?: number;
  revision?: string;
  superseded?: true;
  appliesTo?: Applicability;
  /** YYYY-MM-DD of a record. */
  on?: string;
  /** What a record is; measurements may be repeated without a quote. */
  record?: "job" | "measurement" | "declined" | "mileage" | "fix" | "price" | "complaint";
  /** Written by a customer, or read from a document or the web: an answer made with it is tainted. */
  tainted?: true;
}

/** How far a source is trusted, 0 to 1: own documents before our tables, records, fixes. A superseded one counts less. */
export function trustOf({ kind, superseded }: Pick<Source, "kind" | "superseded">): number {
  const trust = { document: 1, builtin: 0.85, record: 0.75, fix: 0.6 }[kind];
  return superseded ? trust / 2 : trust;
}

export type Fit = "fits" | "unknown" | "other";

/** Whether a passage is for this vehicle; "unknown" when the vehicle does not say what the passage asks for. */
export function fit(applies: Applicability | undefined, vehicle: Vehicle | null): Fit {
  if (!applies) return "fits";
  const same = (wanted: string | undefined, there: string | null | undefined): Fit =>
    wanted === undefined ? "fits" : there ? (folded(wanted) === folded(there) ? "fits" : "other") : "unknown";
  const { yearFrom, yearTo } = applies;
  const year = vehicle?.year ?? null;
  const years: Fit =
    yearFrom === undefined && yearTo === undefined
      ? "fits"
      : year === null
        ? "unknown"
        : year >= (yearFrom ?? 0) && year <= (yearTo ?? 9999)
          ? "fits"
          : "other";
  const all = [
    same(applies.make, vehicle?.make),
    same(applies.model, vehicle?.model),
    same(applies.engine, vehicle?.engine),
    years,
  ];
  return all.includes("other") ? "other" : all.includes("unknown") ? "unknown" : "fits";
}

/** Words for comparison: case, spaces and dashes folded. */
export const folded = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s-]+/g, "");
