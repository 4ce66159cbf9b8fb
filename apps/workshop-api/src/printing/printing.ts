import type { Settings } from "@mechanicbuddy/contract/settings";
import type { DocumentTotals } from "@mechanicbuddy/contract/totals";
import {
  type AnySnapshot,
  type Buyer,
  type DocumentLanguage,
  documentLanguages,
  type PrintedJob,
  type PrintedVehicle,
  type VatGroup,
} from "@mechanicbuddy/documents/invoice-snapshot";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { addressLines } from "../settings/settings.ts";
import type { DocumentCustomer, DocumentJob, DocumentVehicle } from "../work-orders/work-orders.ts";

type Job = Pick<DocumentJob, "title" | "cause" | "correction" | "totalCents"> & { lines: readonly Line[] };
type Line = Pick<
  DocumentJob["lines"][number],
  | "kind"
  | "code"
  | "description"
  | "quantity"
  | "unit"
  | "unitPriceCents"
  | "discountPercent"
  | "taxCategory"
  | "taxReason"
>;

/** The customer as documents print one. @param home country of the workshop; addresses there go without its name */
export function printedBuyer(customer: DocumentCustomer, language: string, home: string | undefined): Buyer {
  return {
    name: customer.name,
    addressLines: addressLines(customer, language, home),
    registrationNo: customer.registrationNo ?? undefined,
    vatId: customer.vatId ?? undefined,
  };
}

export function printedVehicle(
  vehicle: DocumentVehicle,
  odometer: number | null,
  { distanceUnit }: Pick<Settings, "distanceUnit">,
): PrintedVehicle {
  const makeModel = [vehicle.make, vehicle.model, vehicle.modelYear].filter((part) => part !== null).join(" ");
  return {
    plate: vehicle.plate ?? undefined,
    vin: vehicle.vin ?? undefined,
    makeModel: makeModel === "" ? undefined : makeModel,
    odometer: odometer ?? undefined,
    unit: distanceUnit,
  };
}

/** @param totals of the lines of `jobs`, in their order */
export function printedJobs(jobs: readonly Job[], totals: DocumentTotals): PrintedJob[] {
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

/** The VAT groups with the reason where none is charged: the customer's own, else that of the rate, else the usual sentence. */
export function printedGroups(
  { groups }: DocumentTotals,
  customer: DocumentCustomer | null,
  jobs: readonly Job[],
): VatGroup[] {
  const reasonOf = ({ category }: DocumentTotals["groups"][number]): string | undefined => {
    if (category === "S") return undefined;
    if (category === "E" && customer?.taxTreatment === "exempt" && customer.exemptReason !== null) {
      return customer.exemptReason;
    }
    const line = jobs.flatMap((job) => job.lines).find(({ taxCategory }) => taxCategory === category);
    return line?.taxReason ?? undefined;
  };
  return groups.map((group) => ({ ...group, reason: reasonOf(group) }));
}

/** The first wish that documents are printed in, else English. */
export function languageOf(...wishes: (string | undefined)[]): DocumentLanguage {
  const isPrinted = (wish: string | undefined): wish is DocumentLanguage =>
    documentLanguages.some((language) => language === wish);
  return wishes.find(isPrinted) ?? "en";
}

/** A day as people of a language write it out. */
export function dateIn(language: string, date: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));
}

const DAY_MS = 86_400_000;

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** A document as it is kept: of the logo, which the PDF holds, only the hash; fields without a value are not there at all. */
export function stored<Document extends AnySnapshot>(document: Document): Document {
  const { logo, ...seller } = document.seller;
  const logoSha256 = logo && sha256(Buffer.from(logo.base64, "base64")).toString("hex");
  return JSON.parse(JSON.stringify({ ...document, seller: { ...seller, logoSha256 } })) as Document;
}
