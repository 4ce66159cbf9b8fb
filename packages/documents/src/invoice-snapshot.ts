/**
 * Everything the paper needs, for ever. A snapshot is frozen when a document is issued; rendering it needs nothing
 * else, so later changes of settings, customers or tax rates change no issued document.
 *
 * Money is whole minor units of `currency` (`2697` is 26.97 EUR, `2697` is 2,697 JPY). Quantities are decimal strings
 * with at most three decimals, percents numbers with at most two. Dates are `YYYY-MM-DD`. Texts are printed as typed.
 */

export const documentLanguages = ["en", "de", "fr", "es", "et"] as const;
/** Languages the printed words exist in. */
export type DocumentLanguage = (typeof documentLanguages)[number];

export const lineKinds = ["labour", "part", "fee", "sublet"] as const;
export type LineKind = (typeof lineKinds)[number];

export const vatCategories = ["S", "Z", "E", "AE", "K", "G", "O"] as const;
/** VAT category codes of EN 16931 (UNCL 5305): standard, zero, exempt, reverse charge, intra-community, export, outside. */
export type VatCategory = (typeof vatCategories)[number];

/** The version of the template new snapshots are made for. */
export const currentTemplateVersion = 1;

export interface BankAccount {
  /** With or without spaces; printed in groups of four. */
  iban: string;
  bic?: string;
  bank?: string;
}

export interface SellerLogo {
  /** The picture's bytes in base64. */
  base64: string;
  mediaType: "image/png" | "image/jpeg" | "image/webp";
}

export interface Seller {
  legalName: string;
  /** Shown on top instead of the legal name; the legal name stays in address and footer. */
  tradingName?: string;
  registrationNo?: string;
  vatId?: string;
  /** Street, town and country as the country of the workshop writes them, one line each. */
  addressLines: string[];
  phone?: string;
  email?: string;
  website?: string;
  accounts: BankAccount[];
  logo?: SellerLogo;
  /** What a stored snapshot has instead of the picture's bytes: SHA-256 in hexadecimal. */
  logoSha256?: string;
}

export interface Buyer {
  name: string;
  addressLines: string[];
  registrationNo?: string;
  vatId?: string;
}

export interface PrintedVehicle {
  plate?: string;
  vin?: string;
  makeModel?: string;
  /** Whole kilometres or miles, as `unit` says. */
  odometer?: number;
  unit: "km" | "mi";
}

export interface PrintedLine {
  kind: LineKind;
  code?: string;
  description: string;
  quantity: string;
  /** UN/ECE recommendation 20 code (`HUR`, `C62`, `LTR` …), printed as a word; anything else is printed as it is. */
  unit: string;
  /** In the document's price mode. */
  unitPriceCents: number;
  /** 0 to 100; lowers the price. */
  discountPercent: number;
  /** After discount, in the document's price mode. */
  totalCents: number;
  /** Without VAT; equal to `totalCents` when prices are net. */
  netCents: number;
  taxPercent: number;
}

export interface PrintedJob {
  title: string;
  cause?: string;
  correction?: string;
  lines: PrintedLine[];
  /** Sum of the lines' `totalCents`. */
  totalCents: number;
}

export interface VatGroup {
  category: VatCategory;
  percent: number;
  netCents: number;
  vatCents: number;
  grossCents: number;
  /** Why no VAT is charged, in the document's language; left out, the usual wording of the category is printed. */
  reason?: string;
}

export interface DocumentTotals {
  netCents: number;
  vatCents: number;
  totalCents: number;
}

interface DocumentSnapshot {
  templateVersion: number;
  number: string;
  issueOn: string;
  language: DocumentLanguage;
  /** BCP 47, for numbers and dates, such as `en-US`; left out, the main country of the language is taken. */
  locale?: string;
  /** Left out: A4. */
  paper?: "a4" | "letter";
  /** ISO 4217. */
  currency: string;
  /** Whether `unitPriceCents` and `totalCents` of lines and jobs contain VAT (`gross`) or not (`net`). */
  priceMode: "net" | "gross";
  seller: Seller;
  /** `null` when undisclosed: printed as "Private person" in the document's language. */
  buyer: Buyer | null;
  /** Left out when the workshop does not print the vehicle. */
  vehicle?: PrintedVehicle;
  orderNumber?: string;
  jobs: PrintedJob[];
  vatGroups: VatGroup[];
  /** Sums of `vatGroups`. Cash rounding belongs to the payment and never appears here. */
  totals: DocumentTotals;
  notes: string[];
  signatureLines: boolean;
  /** Name of the person who issued the document. */
  issuedBy?: string;
}

export interface IssuedInvoice extends DocumentSnapshot {
  kind: "invoice";
  supplyOn: string;
  dueOn: string;
  /** Days from issue to due; 0 prints "due on receipt". */
  dueDays: number;
  /** The payment method's name as the workshop wrote it. */
  paymentMethod?: string;
  lateFeeText?: string;
}

export interface IssuedCreditNote extends DocumentSnapshot {
  kind: "credit_note";
  supplyOn: string;
  /** Number and date of the invoice this note corrects; amounts are printed positive. */
  creditsNumber: string;
  creditsIssueOn: string;
  reason: string;
}

/** An issued fiscal document: an invoice, or the credit note that corrects one. */
export type InvoiceSnapshot = IssuedInvoice | IssuedCreditNote;

export interface EstimateSnapshot extends DocumentSnapshot {
  kind: "estimate";
  validUntilOn: string;
}

export type AnySnapshot = InvoiceSnapshot | EstimateSnapshot;
