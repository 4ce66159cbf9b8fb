import type { Settings } from "@mechanicbuddy/contract/settings";
import type { DocumentTotals } from "@mechanicbuddy/contract/totals";
import {
  currentTemplateVersion,
  type DocumentLanguage,
  type IssuedInvoice,
  type PrintedJob,
  type PrintedVehicle,
  type VatGroup,
} from "@mechanicbuddy/documents/invoice-snapshot";
import { addressLines, type Seller } from "../settings/settings.ts";
import type { DocumentCustomer, DocumentJob, OrderDocument } from "../work-orders/work-orders.ts";

/** What an invoice says beside the order it is about. */
export interface Terms {
  number: string;
  issueOn: string;
  supplyOn: string;
  dueOn: string;
  dueDays: number;
  language: DocumentLanguage;
  settings: Settings;
  seller: Seller;
  paymentMethod: string | undefined;
  issuedBy: string | null;
}

/** Everything the paper needs for ever. @param totals of the lines of `jobs`, in their order */
export function snapshotOf(
  source: OrderDocument,
  jobs: readonly DocumentJob[],
  totals: DocumentTotals,
  terms: Terms,
): IssuedInvoice {
  const { order, customer } = source;
  const { country, ...seller } = terms.seller;
  const { settings, language } = terms;
  const snapshot: IssuedInvoice = {
    kind: "invoice",
    templateVersion: currentTemplateVersion,
    number: terms.number,
    issueOn: terms.issueOn,
    supplyOn: terms.supplyOn,
    dueOn: terms.dueOn,
    dueDays: terms.dueDays,
    language,
    currency: order.currency,
    priceMode: order.priceMode,
    seller,
    buyer: customer && {
      name: customer.name,
      addressLines: addressLines(customer, language, country),
      registrationNo: customer.registrationNo ?? undefined,
      vatId: customer.vatId ?? undefined,
    },
    vehicle: settings.showVehicle ? printedVehicle(source, settings) : undefined,
    orderNumber: String(order.number),
    jobs: printedJobs(jobs, totals),
    vatGroups: totals.groups.map((group) => ({ ...group, reason: reasonOf(group, customer, jobs) })),
    totals: { netCents: totals.netCents, vatCents: totals.vatCents, totalCents: totals.totalCents },
    notes: settings.invoiceNote === "" ? [] : [settings.invoiceNote],
    signatureLines: settings.signatureLines,
    issuedBy: terms.issuedBy ?? undefined,
    paymentMethod: terms.paymentMethod,
    lateFeeText: settings.lateFeeText === "" ? undefined : settings.lateFeeText,
  };
  // As it is stored: fields without a value are not there at all.
  return JSON.parse(JSON.stringify(snapshot)) as IssuedInvoice;
}

function printedVehicle({ order, vehicle }: OrderDocument, { distanceUnit }: Settings): PrintedVehicle | undefined {
  if (vehicle === null) return undefined;
  const makeModel = [vehicle.make, vehicle.model, vehicle.modelYear].filter((part) => part !== null).join(" ");
  return {
    plate: vehicle.plate ?? undefined,
    vin: vehicle.vin ?? undefined,
    makeModel: makeModel === "" ? undefined : makeModel,
    odometer: order.odometerOut ?? order.odometerIn ?? undefined,
    unit: distanceUnit,
  };
}

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
  const line = jobs.flatMap((job) => job.lines).find(({ taxCategory }) => taxCategory === group.category);
  return line?.taxReason ?? undefined;
}
