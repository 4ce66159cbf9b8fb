import type { Settings } from "@mechanicbuddy/contract/settings";
import type { DocumentTotals } from "@mechanicbuddy/contract/totals";
import {
  currentTemplateVersion,
  type DocumentLanguage,
  type IssuedInvoice,
} from "@mechanicbuddy/documents/invoice-snapshot";
import { printedBuyer, printedGroups, printedJobs, printedVehicle } from "../printing/printing.ts";
import type { Seller } from "../settings/settings.ts";
import type { DocumentJob, OrderDocument } from "../work-orders/work-orders.ts";

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

/** Everything the paper needs, the logo included. @param totals of the lines of `jobs`, in their order */
export function snapshotOf(
  source: OrderDocument,
  jobs: readonly DocumentJob[],
  totals: DocumentTotals,
  terms: Terms,
): IssuedInvoice {
  const { order, customer } = source;
  const { country, ...seller } = terms.seller;
  const { settings, language } = terms;
  const vehicle = settings.showVehicle ? source.vehicle : null;
  return {
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
    buyer: customer && printedBuyer(customer, language, country),
    vehicle: vehicle ? printedVehicle(vehicle, order.odometerOut ?? order.odometerIn, settings) : undefined,
    orderNumber: String(order.number),
    jobs: printedJobs(jobs, totals),
    vatGroups: printedGroups(totals, customer, jobs),
    totals: { netCents: totals.netCents, vatCents: totals.vatCents, totalCents: totals.totalCents },
    notes: settings.invoiceNote === "" ? [] : [settings.invoiceNote],
    signatureLines: settings.signatureLines,
    issuedBy: terms.issuedBy ?? undefined,
    paymentMethod: terms.paymentMethod,
    lateFeeText: settings.lateFeeText === "" ? undefined : settings.lateFeeText,
  };
}
