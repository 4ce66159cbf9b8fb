import { formatAmount } from "@mechanicbuddy/contract/money";
import type { Warning } from "@mechanicbuddy/contract/problem";
import type { Requisites, Settings } from "@mechanicbuddy/contract/settings";
import type { DocumentTotals } from "@mechanicbuddy/contract/totals";
import { daysAfter } from "../printing/printing.ts";
import type { DocumentJob, OrderDocument } from "../work-orders/work-orders.ts";

/** How far back a supply may lie without a question. */
export const SUPPLY_DAYS = 60;

/** Why an order cannot be invoiced as it is; the sentence says what to do. */
export interface Blocker {
  code: string;
  message: string;
}

/** An order as it would be invoiced now. */
export interface Draft {
  source: OrderDocument;
  settings: Settings;
  requisites: Requisites;
  billed: DocumentJob[];
  undecided: DocumentJob[];
  totals: DocumentTotals;
  today: string;
  supplyOn: string;
  /** Money of this order that came in before. */
  depositCents: number;
  /** What the customer has open on other invoices. */
  customerOpenCents: number;
  /** Names of tax rates on its lines that are not valid on the day of supply. */
  unfitRates: string[];
}

type Demand = Pick<Settings, "approvalDemand" | "approvalAboveCents">;

/**
 * Which jobs go on an invoice and which need the customer's word first. Approved ones go; drafts too, unless the shop
 * demands approval of them; asked and changed ones wait; declined, warranty and internal ones never go.
 */
export function billable(jobs: readonly DocumentJob[], demand: Demand): Pick<Draft, "billed" | "undecided"> {
  const theirs = jobs.filter((job) => job.billing === "customer" && job.lines.length > 0);
  const waits = (job: DocumentJob) =>
    job.authorisation === "asked" ||
    job.authorisation === "changed" ||
    (job.authorisation === "draft" && isDemanded(job, demand));
  return {
    billed: theirs.filter((job) => (job.authorisation === "approved" || job.authorisation === "draft") && !waits(job)),
    undecided: theirs.filter(waits),
  };
}

function isDemanded({ grossCents }: DocumentJob, { approvalDemand, approvalAboveCents }: Demand): boolean {
  if (approvalDemand === "above") return grossCents > (approvalAboveCents ?? 0);
  return approvalDemand === "always";
}

/** Everything in the way, the first thing to do first. */
export function blockersOf(draft: Draft): Blocker[] {
  const { source, requisites, billed, undecided, totals } = draft;
  const { number, stage, currency } = source.order;
  const blockers: Blocker[] = [];
  if (stage === "cancelled") {
    blockers.push({ code: "cancelled", message: `Order ${number} is cancelled; reopen it first.` });
  }
  if (stage === "quote") {
    const message = `Order ${number} is still a quote; start it first, so that it says who ordered the work.`;
    blockers.push({ code: "not_started", message });
  }
  // A sole trader may have a tax number and no other.
  if (requisites.legalName === "" || (requisites.registrationNo ?? requisites.vatId ?? "") === "") {
    blockers.push({ code: "requisites", message: "Enter your company name and number first." });
  }
  if (undecided.length > 0) {
    const titles = undecided.map(({ title }) => `“${title}”`).join(", ");
    blockers.push({ code: "undecided", message: `The customer has to decide first about ${titles}.` });
  } else if (billed.length === 0) {
    const message = `Nothing on order ${number} can be invoiced; add lines to a job, or have one approved.`;
    blockers.push({ code: "nothing_billable", message });
  }
  if (totals.totalCents < 0) {
    const total = formatAmount(totals.totalCents, currency, "en");
    const message = `The total would be ${total}; an invoice is never below zero. Give money back by a credit note.`;
    blockers.push({ code: "below_zero", message });
  }
  return blockers;
}

/** Odd but legal. @param isPaid when the whole sum is taken with the invoice */
export function warningsOf(draft: Draft, isPaid: boolean): Warning[] {
  const { source, totals, today, supplyOn, depositCents, customerOpenCents, unfitRates } = draft;
  const { customer } = source;
  const warnings: Warning[] = [];
  if (customer?.kind === "company" && (customer.street === null || customer.city === null)) {
    const message = `${customer.name} is a company without an address; its books will ask for one.`;
    warnings.push({ code: "buyer_address", message });
  }
  if (supplyOn < daysAfter(today, -SUPPLY_DAYS)) {
    warnings.push({ code: "supply_long_ago", message: `The supply lies more than ${SUPPLY_DAYS} days back.` });
  }
  if (unfitRates.length > 0) {
    const message = `${unfitRates.join(", ")} is not valid on ${supplyOn}; choose the rate of that day on the lines.`;
    warnings.push({ code: "tax_rate_not_valid", message });
  }
  if (customer === null || isPaid) return warnings;
  if (customer.cashOnly) {
    warnings.push({ code: "cash_only", message: `${customer.name} pays at once: take the money with the invoice.` });
  }
  const owedCents = customerOpenCents + totals.totalCents - depositCents;
  if (customer.creditLimitCents !== null && owedCents > customer.creditLimitCents) {
    const [owed, limit] = [owedCents, customer.creditLimitCents].map((cents) =>
      formatAmount(cents, source.order.currency, "en"),
    );
    warnings.push({ code: "credit_limit", message: `${customer.name} would owe ${owed}; the limit is ${limit}.` });
  }
  return warnings;
}

/** Days the customer has to pay. */
export function dueDaysOf(wish: number | undefined, { source, settings }: Pick<Draft, "source" | "settings">): number {
  const { customer } = source;
  return wish ?? (customer?.cashOnly ? 0 : (customer?.dueDays ?? settings.dueDays));
}
