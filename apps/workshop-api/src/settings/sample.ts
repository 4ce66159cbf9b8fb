import type { Unsaved } from "@mechanicbuddy/contract/settings";
import { documentTotals, type TaxCategory } from "@mechanicbuddy/contract/totals";
import { currentTemplateVersion, type LineKind } from "@mechanicbuddy/documents/invoice-snapshot";
import { renderEstimate, renderInvoice } from "@mechanicbuddy/documents/render";
import type { Context } from "@mechanicbuddy/platform/context";
import { daysAfter, languageOf, printedGroups, printedJobs } from "../printing/printing.ts";
import * as numberSeries from "./number-series.ts";
import { sampleWords } from "./sample-words.ts";
import * as settings from "./settings.ts";

interface Sample {
  bytes: Uint8Array;
  name: string;
  mediaType: "application/pdf";
}

/** An invented estimate or invoice as the settings of now print it, or those somebody is typing. Its number says that it is none. */
export async function sample(ctx: Context, kind: "estimate" | "invoice", unsaved: Unsaved = {}): Promise<Sample> {
  const [saved, today, series] = await Promise.all([settings.get(ctx), settings.today(ctx), numberSeries.list(ctx)]);
  const shop = { ...saved, ...unsaved.settings };
  const language = languageOf(shop.language);
  const words = sampleWords[language];
  const [{ country: _, ...seller }, rate] = await Promise.all([
    settings.seller(ctx, language, unsaved.requisites),
    settings.defaultTaxRate(ctx, today),
  ]);
  const tax = { taxCategory: rate.category, taxPercent: rate.percent, taxReason: rate.reason };
  const lines = [
    line("labour", words.labour, { quantity: "1.5", unit: "HUR", unitPriceCents: 6_000 }, tax),
    line("part", words.part, { quantity: "4.5", unit: "LTR", unitPriceCents: 1_290, discountPercent: 5 }, tax),
  ];
  const totals = documentTotals({ priceMode: shop.priceMode, taxTreatment: "standard", lines });
  const job = { title: words.job, cause: null, correction: words.correction, lines };
  const jobs = [{ ...job, totalCents: totals.lines.reduce((sum, { totalCents }) => sum + totalCents, 0) }];
  const numberOf = (wanted: string) => series.find((one) => one.kind === wanted)?.preview ?? "1";
  const common = {
    templateVersion: currentTemplateVersion,
    issueOn: today,
    language,
    currency: shop.currency,
    priceMode: shop.priceMode,
    seller,
    buyer: { name: words.customer, addressLines: [] },
    ...(shop.showVehicle
      ? { vehicle: { plate: "482 KTR", makeModel: "VW Golf 2016", odometer: 187_204, unit: shop.distanceUnit } }
      : {}),
    orderNumber: numberOf("work_order"),
    jobs: printedJobs(jobs, totals),
    vatGroups: printedGroups(totals, null, jobs),
    totals: { netCents: totals.netCents, vatCents: totals.vatCents, totalCents: totals.totalCents },
    signatureLines: shop.signatureLines,
  };
  const note = kind === "estimate" ? shop.estimateNote : shop.invoiceNote;
  const number = `${kind === "estimate" ? `${numberOf("work_order")}-1` : numberOf("invoice")} (${words.sample})`;
  const paper = { ...common, number, notes: note === "" ? [] : [note] };
  const bytes =
    kind === "estimate"
      ? await renderEstimate({ ...paper, kind, validUntilOn: daysAfter(today, shop.estimateValidDays) })
      : await renderInvoice({
          ...paper,
          kind,
          supplyOn: today,
          dueOn: daysAfter(today, shop.dueDays),
          dueDays: shop.dueDays,
          ...(shop.lateFeeText === "" ? {} : { lateFeeText: shop.lateFeeText }),
        });
  return { bytes, name: `${words.sample}.pdf`, mediaType: "application/pdf" };
}

function line(
  kind: LineKind,
  description: string,
  price: { quantity: string; unit: string; unitPriceCents: number; discountPercent?: number },
  tax: { taxCategory: TaxCategory; taxPercent: number; taxReason: string | null },
) {
  return { kind, code: null, description, discountPercent: 0, ...price, ...tax };
}
