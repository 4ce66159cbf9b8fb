import { allLeft, type Chosen, type CreditTotals, creditTotals, leftToCredit } from "@mechanicbuddy/contract/credit";
import { scaledInteger } from "@mechanicbuddy/contract/decimal";
import type { creditInvoice, Invoice } from "@mechanicbuddy/contract/invoices";
import { formatAmount } from "@mechanicbuddy/contract/money";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import {
  currentTemplateVersion,
  type DocumentLanguage,
  type IssuedCreditNote,
  type PrintedJob,
} from "@mechanicbuddy/documents/invoice-snapshot";
import type { Seller } from "../settings/settings.ts";
import type { Original } from "./credit-store.ts";

export type Request = Input<typeof creditInvoice>["body"];
export type Credited = CreditTotals<Invoice["lines"][number]>;

/** What a request takes off an invoice as it stands; refused with the sentence that says what is possible. */
export function chosenOf(invoice: Invoice, { lines, restock = [] }: Request): Credited {
  const { number, currency } = invoice;
  if (invoice.kind !== "invoice") {
    throw new Refusal("conflict", `${number} is a credit note already; credit the invoice, or issue a new one.`);
  }
  const left = allLeft(invoice);
  if (left.length === 0) throw new Refusal("conflict", `${number} is credited already; nothing of it is left.`);
  if (lines !== undefined) refuseOdd(invoice, lines);
  const credited = creditTotals(invoice, lines ?? left);
  refuseOddRestock(credited, restock);
  if (credited.totalCents < 0) {
    throw invalid({
      lines: "A credit note is never below zero. Choose what was charged too, not only what was returned.",
    });
  }
  const leftCents = invoice.totalCents - invoice.creditedCents;
  if (credited.totalCents > leftCents) {
    const amount = formatAmount(leftCents, currency, "en");
    throw invalid({ lines: `Only ${amount} of ${number} is left to credit. Choose the returned parts too.` });
  }
  return credited;
}

function refuseOdd({ number, lines }: Invoice, chosen: readonly Chosen[]): void {
  const errors: Record<string, string> = {};
  const seen = new Set<string>();
  for (const [index, { lineId, quantity }] of chosen.entries()) {
    const line = lines.find(({ id }) => id === lineId);
    if (line === undefined) errors[`lines.${index}.lineId`] = `This line is not on ${number}; choose one that is.`;
    else if (seen.has(lineId)) errors[`lines.${index}.lineId`] = "This line is there twice; name it once.";
    else {
      const problem = quantityProblem(line, quantity);
      if (problem !== undefined) errors[`lines.${index}.quantity`] = problem;
    }
    seen.add(lineId);
  }
  if (Object.keys(errors).length > 0) throw invalid(errors);
}

function quantityProblem(line: Invoice["lines"][number], quantity: string): string | undefined {
  const wanted = scaledInteger(quantity, 3, "quantity");
  const left = scaledInteger(leftToCredit(line), 3, "quantity");
  if (wanted === 0n) return "Enter how many.";
  if (left === 0n) return "Nothing of this line is left to credit.";
  const isWithin = left < 0n ? wanted < 0n && wanted >= left : wanted > 0n && wanted <= left;
  return isWithin ? undefined : `Only ${leftToCredit(line)} of ${line.quantity} is left to credit.`;
}

function refuseOddRestock({ lines }: Credited, restock: readonly string[]): void {
  for (const [index, id] of restock.entries()) {
    const credited = lines.find(({ line }) => line.id === id);
    if (credited === undefined) {
      throw invalid({ [`restock.${index}`]: "Only what is credited goes back to the shelf; choose the line too." });
    }
    if (!credited.line.fromShelf) {
      throw invalid({ [`restock.${index}`]: "This did not come from the shelf, so it cannot go back there." });
    }
  }
}

/** What a credit note says beside its amounts. */
interface Terms {
  number: string;
  reason: string;
  seller: Seller;
}

/** The paper: to whom the invoice was made out and about which car, by the workshop as it is today, in positive amounts. */
export function creditPaper(original: Original, credited: Credited, terms: Terms): IssuedCreditNote {
  const { snapshot, today, issuedBy } = original;
  const { country: _, ...seller } = terms.seller;
  const reasons = new Map(
    snapshot.vatGroups.map(({ category, percent, reason }) => [`${category} ${percent}`, reason]),
  );
  const { netCents, vatCents, totalCents } = credited;
  return {
    kind: "credit_note",
    templateVersion: currentTemplateVersion,
    number: terms.number,
    issueOn: today,
    supplyOn: original.supplyOn,
    language: original.language as DocumentLanguage,
    locale: snapshot.locale,
    paper: snapshot.paper,
    currency: snapshot.currency,
    priceMode: snapshot.priceMode,
    seller,
    buyer: snapshot.buyer,
    vehicle: snapshot.vehicle,
    orderNumber: snapshot.orderNumber,
    jobs: printedJobs(original, credited),
    vatGroups: credited.groups.map((group) => ({
      ...group,
      reason: reasons.get(`${group.category} ${group.percent}`),
    })),
    totals: { netCents, vatCents, totalCents },
    notes: [],
    signatureLines: snapshot.signatureLines,
    issuedBy: issuedBy ?? undefined,
    creditsNumber: original.number,
    creditsIssueOn: original.issueOn,
    reason: terms.reason,
  };
}

/** The invoice's own jobs and lines, with what is taken back of each; what is not is left out. */
function printedJobs({ snapshot, lines }: Original, credited: Credited): PrintedJob[] {
  const byId = new Map(credited.lines.map((one) => [one.line.id, one]));
  let at = 0;
  return snapshot.jobs.flatMap(({ title, lines: printed }) => {
    const taken = printed.flatMap((line) => {
      const one = byId.get(lines[at++]?.id ?? "");
      if (one === undefined) return [];
      const { quantity, totalCents, netCents } = one;
      return [{ ...line, quantity, totalCents, netCents }];
    });
    const totalCents = taken.reduce((sum, line) => sum + line.totalCents, 0);
    return taken.length === 0 ? [] : [{ title, lines: taken, totalCents }];
  });
}
