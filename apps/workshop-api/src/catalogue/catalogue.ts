import { notFound } from "@mechanicbuddy/contract/problem";
import type { PriceMode } from "@mechanicbuddy/contract/totals";
import type { Context } from "@mechanicbuddy/platform/context";
import { inMode } from "../parts/parts.ts";
import { missingOf, type NewLine, type PricedCannedJob, priceLines, type Terms } from "./canned-job.ts";
import { findDefaultRate, findPriced, type RateToday } from "./priced-store.ts";

export type { NewLine, Terms } from "./canned-job.ts";
export { create, saveFromJob } from "./canned-jobs.ts";

/** A canned job on its way onto an order. `missing` names lines whose part is gone or that have no price: they are there. */
export interface PricedJob extends Pick<PricedCannedJob, "title" | "kind" | "complaint" | "correction"> {
  lines: NewLine[];
  missing: string[];
}

/** A canned job at today's prices, or at its fixed price, in the order's price mode. */
export async function priced(ctx: Context, cannedJobId: string, terms: Terms): Promise<PricedJob> {
  const job = await findPriced(ctx, cannedJobId);
  if (job === undefined) throw notFound();
  const { title, kind, complaint, correction } = job;
  return { title, kind, complaint, correction, lines: priceLines(job, terms), missing: missingOf(job) };
}

/** What an hour costs unless said otherwise, in the mode asked for or as it was typed; undefined when there is no default. */
export async function defaultLabourRate(ctx: Context, priceMode?: PriceMode): Promise<RateToday | undefined> {
  const rate = await findDefaultRate(ctx);
  if (rate === undefined || priceMode === undefined) return rate;
  const cents = inMode({ cents: rate.priceCents, mode: rate.priceMode }, priceMode, rate.taxPercent);
  return { ...rate, priceCents: cents, priceMode };
}
