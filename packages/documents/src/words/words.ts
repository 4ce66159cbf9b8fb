import type { AnySnapshot, DocumentLanguage, LineKind, VatCategory } from "../invoice-snapshot.ts";
import type { ReceiptSnapshot } from "../receipt-snapshot.ts";
import { german } from "./de.ts";
import { english } from "./en.ts";
import { spanish } from "./es.ts";
import { estonian } from "./et.ts";
import { french } from "./fr.ts";

/** The fixed words of a printed document in one language. */
export interface Words {
  /** Where numbers and dates follow when the snapshot names no locale. */
  locale: string;
  titles: Record<AnySnapshot["kind"], string>;
  customer: string;
  privatePerson: string;
  registrationNo: string;
  vatId: string;
  issueOn: string;
  supplyOn: string;
  dueOn: string;
  validUntilOn: string;
  terms: string;
  dueAtOnce: string;
  days: { one: string; other: string };
  paymentMethod: string;
  account: string;
  orderNumber: string;
  credits: string;
  reason: string;
  vehicle: string;
  vin: string;
  odometer: string;
  cause: string;
  correction: string;
  pricesWithVat: string;
  pricesWithoutVat: string;
  kinds: Record<LineKind, string>;
  description: string;
  quantity: string;
  unitPrice: string;
  discount: string;
  vat: string;
  net: string;
  total: string;
  vatRate: string;
  vatBase: string;
  withVat: string;
  totalWithoutVat: string;
  totalVat: string;
  grandTotal: string;
  /** How a group without VAT is called in the breakdown, and the sentence the law wants when no reason is given. */
  categories: Record<Exclude<VatCategory, "S" | "Z">, { name: string; wording: string }>;
  lateFee: string;
  issuedBy: string;
  estimateApproval: string;
  jobCard: JobCardWords;
  receipt: ReceiptWords;
  signatureWorkshop: string;
  signatureCustomer: string;
  page: string;
  /** UN/ECE unit codes as people write them. */
  units: Record<string, string>;
}

/** Words of job cards alone. */
export interface JobCardWords {
  title: string;
  /** Before the tag of the key. */
  key: string;
  promised: string;
  responsible: string;
  printed: string;
  /** Before what the customer says. */
  concern: string;
  /** Before what colleagues should know. */
  note: string;
  /** Over empty lines to write on. */
  notes: string;
}

type BySort = Record<ReceiptSnapshot["sort"], string>;

/** Words of receipts alone. */
export interface ReceiptWords {
  titles: BySort;
  /** Before the day. */
  on: BySort;
  /** Before the sum. */
  totals: BySort;
  reference: string;
  /** Before the number of the payment money was given back of. */
  of: string;
  /** Before the number of the payment it undoes. */
  undoes: string;
  /** Before the number of an invoice. */
  invoice: string;
  /** Before the number of an order. */
  deposit: string;
  credit: string;
  rounding: string;
}

const byLanguage: Record<DocumentLanguage, Words> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  et: estonian,
};

export function wordsIn(language: DocumentLanguage): Words {
  return byLanguage[language];
}
