import type { Settings } from "@mechanicbuddy/contract/settings";
import { type DocumentTotals, documentTotals } from "@mechanicbuddy/contract/totals";
import type { EstimateSnapshot, PrintedJob, VatGroup } from "@mechanicbuddy/documents/invoice-snapshot";
import { currentTemplateVersion, type DocumentLanguage } from "@mechanicbuddy/documents/invoice-snapshot";
import { addressLines, type Seller } from "../settings/settings.ts";
import type { DocumentCustomer, DocumentJob, DocumentVehicle, OrderDocument } from "../work-orders/work-orders.ts";

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
      buyer: customer && buyerOf(customer, terms.language, country),
      vehicle: vehicle ? printedVehicle(vehicle, order.odometerIn, terms.settings) : undefined,
      orderNumber: String(order.number),
      jobs: printedJobs(jobs, totals),
      vatGroups: totals.groups.map((group) => ({ ...group, reason: reasonOf(group, customer, jobs) })),
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

/** Addresses at home go without the country's name. */
function buyerOf(customer: DocumentCustomer, language: string, home: string | undefined) {
  return {
    name: customer.name,
    addressLines: addressLines(customer, language, home),
    registrationNo: customer.registrationNo ?? undefined,
    vatId: customer.vatId ?? undefined,
  };
}

function printedVehicle(vehicle: DocumentVehicle, odometer: number | null, { distanceUnit }: Settings) {
  const makeModel = [vehicle.make, vehicle.model, vehicle.modelYear].filter((part) => part !== null).join(" ");
  return {
    plate: vehicle.plate ?? undefined,
    vin: vehicle.vin ?? undefined,
    makeModel: makeModel === "" ? undefined : makeModel,
    odometer: odometer ?? undefined,
    unit: distanceUnit,
  };
}

/** `totals.lines` holds the lines of all jobs in their order. */
function printedJobs(jobs: readonly DocumentJob[], totals: DocumentTotals): PrintedJob[] {
  let at = 0;
  return jobs.map((job) => ({
    title: job.title,
    cause: job.cause ?? undefined,
    correction: job.correction ?? undefined,
    totalCents: job.totalCents,
    lines: job.lines.map((line) => {
      const charged = totals.lines[at++];
      if (charged === undefined) throw new Error("Totals were computed of other lines");
      return {
        kind: line.kind,
        code: line.code ?? undefined,
        description: line.description,
        quantity: line.quantity,
        unit: line.unit,
        unitPriceCents: line.unitPriceCents,
        discountPercent: line.discountPercent,
        totalCents: charged.totalCents,
        netCents: charged.netCents,
        taxPercent: charged.percent,
      };
    }),
  }));
}

/** The customer's own reason, else that of the rate; without either the paper prints the usual sentence. */
function reasonOf(
  group: VatGroup,
  customer: DocumentCustomer | null,
  jobs: readonly DocumentJob[],
): string | undefined {
  if (group.category === "S") return undefined;
  if (group.category === "E" && customer?.taxTreatment === "exempt" && customer.exemptReason !== null) {
    return customer.exemptReason;
  }
  const rate = jobs.flatMap((job) => job.lines).find((line) => line.taxCategory === group.category);
  return rate?.taxReason ?? undefined;
}
