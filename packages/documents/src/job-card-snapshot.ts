import type { DocumentLanguage, PrintedVehicle, Seller } from "./invoice-snapshot.ts";

/** What hangs in the car while it is worked on: what to do, without a single price. */
export interface JobCardSnapshot {
  kind: "job_card";
  language: DocumentLanguage;
  /** BCP 47, for numbers and dates; left out, the main country of the language is taken. */
  locale?: string;
  /** Left out: A4. */
  paper?: "a4" | "letter";
  /** The order's number. */
  number: string;
  /** Day of printing, `YYYY-MM-DD`. */
  issueOn: string;
  seller: Pick<Seller, "legalName" | "tradingName" | "logo">;
  customer?: string;
  phone?: string;
  vehicle?: PrintedVehicle;
  keyTag?: string;
  /** An ISO moment, shown by the clock of the workshop. */
  promisedAt?: string;
  timeZone: string;
  responsible?: string;
  /** What the customer says. */
  concern?: string;
  /** For colleagues. */
  note?: string;
  jobs: CardJob[];
  /** Where the code leads: the order's own page. */
  link: string;
  /** The link as a QR code: dark squares as an SVG path on a grid of `size`. */
  code: { size: number; path: string };
}

export interface CardJob {
  title: string;
  complaint?: string;
  mechanics: string[];
  isDone: boolean;
  lines: { quantity: string; unit: string; description: string; code?: string }[];
}
