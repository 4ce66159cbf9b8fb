/**
 * What the template gets: finished strings in reading order, and which parts are there. Nothing is formatted, translated
 * or decided in the template, and nothing of it is ever read as Typst source.
 */

export interface Fact {
  label: string;
  value: string;
}

export type ColumnKey = "kind" | "description" | "quantity" | "unit" | "price" | "discount" | "vat" | "net" | "total";

export interface PaperJob {
  title: string;
  /** Under the columns `net` and `total`. */
  sums: Partial<Record<ColumnKey, string>>;
  /** Cause and correction. */
  story: Fact[];
  rows: PaperLine[];
}

export interface PaperLine {
  cells: Partial<Record<ColumnKey, string>>;
  code: string;
}

/** What every page needs, whatever stands on it. */
export interface PageSetup {
  language: string;
  /** ISO country in lower case, or empty. */
  region: string;
  size: "a4" | "us-letter";
  /** For the file's properties. */
  fileTitle: string;
  author: string;
  issued: { year: number; month: number; day: number };
}

export interface Paper extends PageSetup {
  title: string;
  number: string;
  /** On top of every page after the first. */
  runningTitle: string;
  sellerName: string;
  sellerLines: string[];
  buyerLabel: string;
  buyerName: string;
  buyerLines: string[];
  facts: Fact[];
  vehicle: { label: string; plate: string; makeModel: string; facts: Fact[] } | null;
  reason: Fact | null;
  priceCaption: string;
  columns: { key: ColumnKey; head: string }[];
  jobs: PaperJob[];
  breakdown: { head: string[]; rows: string[][] };
  totals: Fact[];
  grandTotal: Fact;
  vatWordings: string[];
  lateFee: Fact | null;
  notes: string[];
  issuedBy: Fact | null;
  approval: string;
  signatures: string[];
  footer: { codes: string[]; accounts: string[]; page: string };
}
