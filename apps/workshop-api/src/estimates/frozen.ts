import type { Settings } from "@mechanicbuddy/contract/settings";
import { documentTotals } from "@mechanicbuddy/contract/totals";
import {
  currentTemplateVersion,
  type DocumentLanguage,
  type EstimateSnapshot,
} from "@mechanicbuddy/documents/invoice-snapshot";
import { printedBuyer, printedGroups, printedJobs, printedVehicle } from "../printing/printing.ts";
import type { Seller } from "../settings/settings.ts";
import type { DocumentJob, OrderDocument } from "../work-orders/work-orders.ts";

/** A job as the customer was asked about it; its printed side stands at the same place of `document.jobs`. */
export interface FrozenJob {
  jobId: string;
  title: string;
  complaint: string | null;
  /** Hexadecimal. */
  contentHash: string;
  /** Of this job alone: what an approval is about. */
  vatCents: number;
  grossCents: number;
}

/** What was issued, for ever: the snapshot of an estimate. Its hash covers the PDF through `pdfSha256`. */
export interface FrozenEstimate {
  format: 1;
  document: EstimateSnapshot;
  pdfSha256: string;
  customerId: string | null;
  vehicle: { plate: string | null; label: string } | null;
  jobs: FrozenJob[];
}

/** What an estimate is made of beside the order. */
export interface Terms {
  number: string;
  issueOn: string;
  validUntilOn: string;
  language: DocumentLanguage;
  showVehicle: boolean;
  settings: Settings;
  seller: Seller;
  issuedBy: string | null;
}

/** The estimate of some of an order's jobs, before its PDF is made. */
export function freeze(
  source: OrderDocument,
  jobs: readonly DocumentJob[],
  terms: Terms,
): Omit<FrozenEstimate, "pdfSha256"> {
  const { order, customer } = source;
  const { country, ...seller } = terms.seller;
  const vehicle = terms.showVehicle ? source.vehicle : null;
  const taxation = { priceMode: order.priceMode, taxTreatment: customer?.taxTreatment ?? "standard" } as const;
  const totals = documentTotals({ ...taxation, lines: jobs.flatMap((job) => job.lines) });
  return {
    format: 1,
    document: {
      kind: "estimate",
      templateVersion: currentTemplateVersion,
      number: terms.number,
      issueOn: terms.issueOn,
      validUntilOn: terms.validUntilOn,
      language: terms.language,
      currency: order.currency,
      priceMode: order.priceMode,
      seller,
      buyer: customer && printedBuyer(customer, terms.language, country),
      vehicle: vehicle ? printedVehicle(vehicle, order.odometerIn, terms.settings) : undefined,
      orderNumber: String(order.number),
      jobs: printedJobs(jobs, totals),
      vatGroups: printedGroups(totals, customer, jobs),
      totals: { netCents: totals.netCents, vatCents: totals.vatCents, totalCents: totals.totalCents },
      notes: terms.settings.estimateNote === "" ? [] : [terms.settings.estimateNote],
      signatureLines: terms.settings.signatureLines,
      issuedBy: terms.issuedBy ?? undefined,
    },
    customerId: customer?.id ?? null,
    vehicle: vehicle && { plate: vehicle.plate, label: vehicle.label },
    jobs: jobs.map((job) => ({
      jobId: job.id,
      title: job.title,
      complaint: job.complaint,
      contentHash: job.contentHash.toString("hex"),
      vatCents: documentTotals({ ...taxation, lines: job.lines }).vatCents,
      grossCents: job.grossCents,
    })),
  };
}
