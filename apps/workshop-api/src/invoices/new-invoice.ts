import type { IssuedInvoice } from "@mechanicbuddy/documents/invoice-snapshot";
import { newId } from "@mechanicbuddy/platform/id";
import type { TakenNumber } from "../settings/settings.ts";
import type { ChainedInvoice, ChainedLine } from "./chain.ts";
import type { Draft } from "./invoice.ts";

/** What makes a draft a document. */
export interface Issued {
  id: string;
  taken: TakenNumber;
  seq: number;
  issuedAt: string;
  issuedBy: string | null;
  snapshot: IssuedInvoice;
  pdfSha256: string;
  /** Cost of one unit by line, once the parts are out of the shelf. */
  costs: ReadonlyMap<string, number | null>;
}

/** The rows of a new invoice, as they are written and chained. */
export function chainedOf({ source, billed, totals }: Draft, issued: Issued): ChainedInvoice {
  const { snapshot, taken } = issued;
  const { issueOn, supplyOn, dueOn, currency, language, priceMode } = snapshot;
  return {
    id: issued.id,
    seq: issued.seq,
    kind: "invoice",
    credits: null,
    reason: null,
    seriesId: taken.seriesId,
    year: taken.year,
    n: taken.n,
    number: taken.number,
    workOrderId: source.order.id,
    customerId: source.customer?.id ?? null,
    issuedAt: issued.issuedAt,
    issueOn,
    supplyOn,
    dueOn,
    currency,
    language,
    priceMode,
    netCents: totals.netCents,
    vatCents: totals.vatCents,
    totalCents: totals.totalCents,
    snapshot,
    pdfSha256: issued.pdfSha256,
    xmlSha256: null,
    issuedBy: issued.issuedBy,
    lines: linesOf(billed, totals, issued.costs),
    taxes: snapshot.vatGroups.map(({ reason = null, ...group }) => ({ id: newId(), ...group, reason })),
  };
}

function linesOf(billed: Draft["billed"], totals: Draft["totals"], costs: Issued["costs"]): ChainedLine[] {
  const lines = billed.flatMap((job) => job.lines.map((line) => ({ job, line })));
  return totals.lines.map((charged, index): ChainedLine => {
    const { job, line } = lines[index] ?? {};
    if (job === undefined || line === undefined) throw new Error("Totals were computed of other lines");
    return {
      id: newId(),
      position: index + 1,
      creditsLine: null,
      lineId: line.id,
      jobTitle: job.title,
      kind: line.kind,
      code: line.code,
      description: line.description,
      quantity: line.quantity,
      unit: line.unit,
      unitPriceCents: line.unitPriceCents,
      discountPercent: line.discountPercent,
      taxCategory: charged.category,
      taxPercent: charged.percent,
      totalCents: charged.totalCents,
      netCents: charged.netCents,
      costCents: costs.get(line.id) ?? null,
      partId: line.partId,
      employeeId: line.employeeId,
    };
  });
}
