import type { InvoiceSnapshot } from "@mechanicbuddy/documents/invoice-snapshot";
import { canonicalJson } from "@mechanicbuddy/platform/canonical";
import { sha256 } from "@mechanicbuddy/platform/keys";

/** A document as the chain holds it, with its lines and taxes. Keys and values are hashed, so they never change. */
export interface ChainedInvoice {
  id: string;
  seq: number;
  kind: string;
  credits: string | null;
  reason: string | null;
  seriesId: string;
  year: number;
  n: number;
  number: string;
  workOrderId: string | null;
  customerId: string | null;
  issuedAt: string;
  issueOn: string;
  supplyOn: string;
  dueOn: string;
  currency: string;
  language: string;
  priceMode: string;
  netCents: number;
  vatCents: number;
  totalCents: number;
  snapshot: InvoiceSnapshot;
  /** Hexadecimal, as the next one. */
  pdfSha256: string;
  xmlSha256: string | null;
  issuedBy: string | null;
  lines: ChainedLine[];
  taxes: ChainedTax[];
}

export interface ChainedLine {
  id: string;
  position: number;
  creditsLine: string | null;
  lineId: string | null;
  jobTitle: string | null;
  kind: string;
  code: string | null;
  description: string;
  /** Decimal without needless zeros. */
  quantity: string;
  unit: string;
  unitPriceCents: number;
  discountPercent: number;
  taxCategory: string;
  taxPercent: number;
  totalCents: number;
  netCents: number;
  /** Of one unit. */
  costCents: number | null;
  partId: string | null;
  employeeId: string | null;
}

export interface ChainedTax {
  id: string;
  category: string;
  percent: number;
  reason: string | null;
  netCents: number;
  vatCents: number;
  grossCents: number;
}

/** SHA-256 of the hash before and the document's canonical JSON, 32 bytes. */
export function linkHash(prevHash: Buffer, invoice: ChainedInvoice): Buffer {
  return sha256(Buffer.concat([prevHash, Buffer.from(canonicalJson(invoice))]));
}
