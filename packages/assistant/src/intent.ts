/** What a person wants, found by code alone. */

import type { Intent } from "./prepared.ts";

/** What the tables see in a question. */
export interface Signs {
  text: string;
  codes: number;
  symptoms: number;
  lamps: number;
  specifications: number;
  intervals: number;
  calculation: boolean;
  refused: boolean;
}

const price = /\b(?:costs?|price[sd]?|how much (?:is|are|for|would|will)|charge for|quote for|worth)\b/i;
const records =
  /\b(?:when (?:was|were|did)|last (?:time|visit|battery|reading|service|done|changed|customer)|what was (?:done|the last)|history|on record|declined?|did we|did (?:this|the) (?:car|vehicle|customer)|done (?:last|before|to this)|mileage|odometer|previously|before\?)/i;
const interval =
  /\b(?:how often|interval|how long (?:do|does|should)|how old|when (?:should|is|are|does|do|must)|due|schedule|flushed)\b/i;
const procedure =
  /\b(?:how (?:do|can|would|should) (?:i|you|we|one)|how to|how (?:is|are) (?:the |an? )?[\w\s]{2,30}(?:removed|changed|replaced|fitted|bled)|steps? (?:to|for|of)|procedure|can i (?:loosen|open|remove|change|replace)|i want to (?:replace|remove|change|open|fit)|when i change|open it)\b|^\s*(?:please )?(?:replace|remove|change|bleed|fit|install)\b/i;
const papers = /\b(?:the|this|my|that) (?:page|document|pdf|file|report|manual|bulletin)\b/i;

/** Whether the words ask what the caller's own papers say. */
export const asksForPapers = (text: string) => papers.test(text);

/** The intent of a question. A refusal goes before everything, a code before words. */
export function intentOf(signs: Signs): Intent {
  const { text } = signs;
  if (signs.refused) return "unlawful";
  if (signs.calculation && signs.codes === 0) return "calculation";
  if (signs.codes > 0) return "code";
  if (price.test(text) && signs.specifications === 0) return "price";
  if (records.test(text)) return "records";
  if (price.test(text)) return "price";
  if (signs.intervals > 0 && interval.test(text)) return "interval";
  if (procedure.test(text)) return "procedure";
  if (signs.symptoms > 0 && signs.specifications === 0) return "symptom";
  if (signs.specifications > 0) return "specification";
  if (signs.symptoms > 0 || signs.lamps > 0) return "symptom";
  return "other";
}
