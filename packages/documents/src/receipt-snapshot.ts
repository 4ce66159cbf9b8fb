import type { Buyer, DocumentLanguage, Seller } from "./invoice-snapshot.ts";

/** What a receipt says: money that changed hands. Money and dates as in the other snapshots. */
export interface ReceiptSnapshot {
  kind: "receipt";
  number: string;
  /** `paid_out` gives money back, `reversal` undoes a mistyped payment. */
  sort: "received" | "paid_out" | "reversal";
  issueOn: string;
  language: DocumentLanguage;
  locale?: string;
  paper?: "a4" | "letter";
  currency: string;
  seller: Seller;
  /** `null` when undisclosed: printed as "Private person" in the document's language. */
  buyer: Buyer | null;
  method: string;
  reference?: string;
  /** What changed hands, and how much of it is cash rounding. */
  amountCents: number;
  roundingCents: number;
  /** What it pays, or takes back, invoice by invoice; all above zero. */
  invoices: { number: string; amountCents: number }[];
  /** On no invoice: a deposit for `orderNumber`, else credit. */
  restCents: number;
  orderNumber?: string;
  /** Number of the payment this gives money of back, or undoes. */
  about?: string;
  reason?: string;
  issuedBy?: string;
}
