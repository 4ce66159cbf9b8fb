/** What people call a figure of their car, what kind it is and where it is printed. */

import { specificationTerms } from "../data/lexicon/specifications.ts";
import type { Card } from "./codes/card.ts";
import { foundBest, type Locale, phrase, plainWords } from "./lexicon/phrases.ts";
import { readRecords, wordsOf } from "./lexicon/records.ts";

export type SpecificationKind =
  | "torque"
  | "capacity"
  | "grade"
  | "pressure"
  | "size"
  | "gap"
  | "timing"
  | "speed"
  | "order"
  | "angle"
  | "electrical"
  | "temperature"
  | "load";

export interface SpecificationTerm {
  id: string;
  kind: SpecificationKind;
  name: string;
  hazards: Card["hazards"];
  /** Where the value is printed. */
  printed: string;
  /** What must be known to look it up. */
  needed: string;
}

const known = readRecords(specificationTerms, "=*@?").map(({ head: [id = "", kind = "", hazards], lines }) => ({
  term: {
    id,
    kind: kind as SpecificationKind,
    name: lines["="]?.[0] ?? "",
    hazards: wordsOf(hazards) as Card["hazards"],
    printed: lines["@"]?.[0] ?? "",
    needed: lines["?"]?.[0] ?? "",
  } satisfies SpecificationTerm,
  phrases: (lines["*"] ?? []).map(phrase),
}));

/** Every figure we have a name for. */
export const specifications: readonly SpecificationTerm[] = known.map((each) => each.term);

/** The dimensions (see `quantities.ts`) a value of a kind is given in; empty where it is not one number with a unit. */
export const dimensionsOf: Readonly<Record<SpecificationKind, readonly string[]>> = {
  torque: ["torque", "angle"],
  capacity: ["volume"],
  grade: ["grade", "volume"],
  pressure: ["pressure"],
  size: ["length"],
  gap: ["length"],
  timing: ["angle"],
  speed: ["speed"],
  order: [],
  angle: ["angle"],
  electrical: ["voltage", "current", "resistance"],
  temperature: ["temperature"],
  load: [],
};

/** The figures a text asks for, the most exact name first; a general name only where no exact one fits. */
export function findSpecifications(text: string, locale: Locale): SpecificationTerm[] {
  const plain = plainWords(text);
  const matches = known
    .map(({ term, phrases }) => ({ term, score: foundBest(phrases, plain, locale) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ term }) => term);
  const exact = matches.filter((term) => !term.id.startsWith("any-"));
  return exact.length > 0 ? exact : matches;
}
