/** Plans of Mechanics Mate, in the order they are offered. Pricing page, limits and checkout all read this. */
export const matePlanIds = ["trial", "starter", "professional", "workshop"] as const;
export type MatePlanId = (typeof matePlanIds)[number];

export interface MatePlan {
  id: MatePlanId;
  /** Pence a month, VAT included. */
  monthPence: number;
  /** Answers by a model in a period. */
  answers: number;
  /** What model answers of a period may cost us, in millionths of a US dollar. */
  capMicros: number;
  /** Conversations kept for good; `null` is no limit. */
  saved: number | null;
  /** Days an unsaved conversation is kept. */
  keptDays: number;
  documents: number;
  documentPages: number;
  attachmentsPerMessage: number;
  /** First day this row holds for new subscribers. */
  from: string;
}

const trial: MatePlan = {
  id: "trial",
  monthPence: 0,
  answers: 10,
  capMicros: 500_000,
  saved: 0,
  keptDays: 14,
  documents: 1,
  documentPages: 20,
  attachmentsPerMessage: 1,
  from: "2026-01-01",
};
const starter: MatePlan = {
  id: "starter",
  monthPence: 499,
  answers: 50,
  capMicros: 1_750_000,
  saved: 2,
  keptDays: 90,
  documents: 5,
  documentPages: 200,
  attachmentsPerMessage: 2,
  from: "2026-01-01",
};
const professional: MatePlan = {
  id: "professional",
  monthPence: 1_499,
  answers: 200,
  capMicros: 6_000_000,
  saved: 5,
  keptDays: 365,
  documents: 50,
  documentPages: 5_000,
  attachmentsPerMessage: 5,
  from: "2026-01-01",
};
const workshop: MatePlan = {
  id: "workshop",
  monthPence: 3_999,
  answers: 1_500,
  capMicros: 18_000_000,
  saved: null,
  keptDays: 730,
  documents: 200,
  documentPages: 20_000,
  attachmentsPerMessage: 5,
  from: "2026-01-01",
};

export const matePlans: Record<MatePlanId, MatePlan> = { trial, starter, professional, workshop };

/** A trial lasts so many days from its grant; a person has two at most. */
export const trialDays = 14;
export const trialsPerPerson = 2;
/** Days an unsaved conversation is kept without any plan. */
export const keptDaysWithoutPlan = 14;

/** The plan of an id, or undefined: an id nobody knows gives nothing. */
export function matePlan(id: string): MatePlan | undefined {
  return (matePlanIds as readonly string[]).includes(id) ? matePlans[id as MatePlanId] : undefined;
}

/** UK VAT and the card company's part, per cent and pence, for the arithmetic that keeps plans from losing money. */
export const priceParts = { vatPercent: 20, cardPercent: 1.5, cardPence: 20, pencePerUsd: 76 } as const;

/** What is left of a month's price after VAT and card fees, in pence. */
export function netPence(plan: MatePlan): number {
  const { vatPercent, cardPercent, cardPence } = priceParts;
  return (plan.monthPence * 100) / (100 + vatPercent) - (plan.monthPence * cardPercent) / 100 - cardPence;
}
