/** What is refused with a reason and without a workaround, found by phrases. */

import { refusalRecords } from "../data/refusals.ts";
import { found, type Locale, phrase, plainWords } from "./lexicon/phrases.ts";
import { readRecords } from "./lexicon/records.ts";
import { inLocale } from "./spelling.ts";

export interface Refusal {
  id: string;
  /** "untrained": a technician who is trained for it gets passages and warnings instead. */
  concerns: "everyone" | "untrained";
  reason: string;
  /** What can be done lawfully. */
  instead: string;
}

const known = readRecords(refusalRecords, "=+*!").map(({ head: [id = "", concerns = ""], lines }) => ({
  refusal: {
    id,
    concerns: concerns as Refusal["concerns"],
    reason: lines["="]?.[0] ?? "",
    instead: lines["+"]?.[0] ?? "",
  } satisfies Refusal,
  asks: (lines["*"] ?? []).map(phrase),
  other: (lines["!"] ?? []).map(phrase),
}));

/** Every kind of refusal. */
export const refusals: readonly Refusal[] = known.map((each) => each.refusal);

/** The refusals a question asks for, in the words of a locale. A sentence that shows another wish does not count. */
export function findRefusals(text: string, locale: Locale): Refusal[] {
  const sentences = plainWords(text).split(/[.!?;\n]+/);
  return known
    .filter(({ asks, other }) =>
      sentences.some(
        (sentence) =>
          asks.some((each) => found(each, sentence, locale) > 0) &&
          !other.some((each) => found(each, sentence, locale) > 0),
      ),
    )
    .map(({ refusal }) => ({
      ...refusal,
      reason: inLocale(refusal.reason, locale),
      instead: inLocale(refusal.instead, locale),
    }));
}
