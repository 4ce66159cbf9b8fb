/** The deterministic engine: the same question and sources always give the same drafts. */

import type { Draft } from "../block.ts";
import type { Intent, Prepared } from "../prepared.ts";
import { fromCalculation } from "./calculation.ts";
import { fromCodes } from "./code.ts";
import { fromInterval } from "./interval.ts";
import { fromOther, help } from "./other.ts";
import { fromPrice } from "./price.ts";
import { fromProcedure } from "./procedure.ts";
import { fromRecords } from "./records.ts";
import { fromSpecification } from "./specification.ts";
import { fromSymptom } from "./symptom.ts";

const writers: Record<Intent, (prepared: Prepared) => Draft[]> = {
  code: fromCodes,
  symptom: fromSymptom,
  specification: fromSpecification,
  procedure: fromProcedure,
  interval: fromInterval,
  calculation: fromCalculation,
  records: fromRecords,
  price: fromPrice,
  unlawful: ({ refusals }) =>
    refusals.slice(0, 2).map(({ reason, instead }) => ({ kind: "refusal", reason, instead, citations: [] })),
  other: fromOther,
};

/** What our tables and the sources at hand answer. Never empty: where nothing fits, it says what can be asked. */
export function answerFromTables(prepared: Prepared): Draft[] {
  const drafts = writers[prepared.intent](prepared);
  return drafts.length > 0 ? drafts : help(prepared);
}
