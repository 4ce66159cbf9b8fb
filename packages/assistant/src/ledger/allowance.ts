/** What may be spent: one cap for a person, a pool, a day or a whole site. */

import { Refusal } from "@mechanicbuddy/contract/problem";

export interface Allowance {
  /** What is limited: `account`, `account-day`, `site-month`. */
  scope: string;
  /** Whose it is. */
  key: string;
  periodStart: Date;
  periodEnd: Date;
  /** Null counts without a limit. */
  messagesLimit: number | null;
  /** Millionths of a US dollar. */
  capMicros: number;
}

/** How far an allowance is used. */
export interface AllowanceUse {
  scope: string;
  key: string;
  periodEnd: Date;
  messagesLimit: number | null;
  messagesUsed: number;
  capMicros: number;
  reservedMicros: number;
  spentMicros: number;
}

/** Nothing is left for a model; the tables still answer. */
export class AllowanceUsedUp extends Refusal {
  /** The allowance that is used up; null where the plan has none. */
  readonly used: AllowanceUse | null;
  readonly canUseReference = true;
  constructor(used: AllowanceUse | null) {
    super(
      "plan_limit",
      used === null
        ? "Your plan includes no answers by a model. Answers from the tables stay free."
        : "The answers by a model that your plan includes are used up. Answers from the tables stay free.",
      used === null || used.messagesLimit === null
        ? {}
        : { limit: { name: "answers", used: used.messagesUsed, allowed: used.messagesLimit } },
    );
    this.used = used;
  }
}

export const isUsedUp = ({ messagesLimit, messagesUsed, capMicros, reservedMicros, spentMicros }: AllowanceUse) =>
  (messagesLimit !== null && messagesUsed >= messagesLimit) || spentMicros + reservedMicros >= capMicros;
