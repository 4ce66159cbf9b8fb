/** The hazards in words and codes, and their text. What is found here can be added to, never taken away. */

import { hazardDetection } from "../../data/hazards/detection.ts";
import { americanHazards, britishHazards, hazardReviews } from "../../data/hazards/texts.ts";
import { cardOf } from "../cards.ts";
import { hazards } from "../codes/card.ts";
import { readCode } from "../codes/structure.ts";
import { foundBest, type Locale, type Phrase, phrase, plainWords } from "../lexicon/phrases.ts";
import { readRecords } from "../lexicon/records.ts";
import { inLocale } from "../spelling.ts";
import type { Hazard, HazardText } from "./hazard.ts";

export type { Hazard, HazardText } from "./hazard.ts";

interface Detection {
  hazard: Hazard;
  phrases: Phrase[];
  codes: [from: string, to: string][];
}

const detections: Detection[] = readRecords(hazardDetection, "*#").map(({ head: [hazard = ""], lines }) => ({
  hazard: hazard as Hazard,
  phrases: (lines["*"] ?? []).map(phrase),
  codes: (lines["#"] ?? []).map((line) => line.split(" ") as [string, string]),
}));

/** The hazards a text speaks of, in the order of the classes. */
export function hazardsInText(text: string, locale: Locale): Hazard[] {
  const plain = plainWords(text);
  return detections.filter(({ phrases }) => foundBest(phrases, plain, locale) > 0).map(({ hazard }) => hazard);
}

/** The hazards of a code as people type it: those of its card and of the ranges it lies in. */
export function hazardsOfCode(text: string): Hazard[] {
  const code = readCode(text)?.code;
  if (!code) return [];
  const ranged = detections.filter(({ codes }) => codes.some(([from, to]) => from <= code && code <= to));
  const found = new Set([...(cardOf(code)?.hazards ?? []), ...ranged.map(({ hazard }) => hazard)]);
  return hazards.filter((hazard) => found.has(hazard));
}

/** Who reviewed the hazard texts of a locale; null while nobody has. */
export const hazardReview = (locale: Locale) => hazardReviews[locale];

/** The text of a hazard for a locale. */
export function hazardText(hazard: Hazard, locale: Locale): HazardText {
  const { title, danger, firstStep, who } = britishHazards[hazard];
  const own = locale === "en-US" ? americanHazards[hazard] : undefined;
  return {
    title: own?.title ?? inLocale(title, locale),
    danger: own?.danger ?? inLocale(danger, locale),
    firstStep: own?.firstStep ?? inLocale(firstStep, locale),
    who: own?.who ?? inLocale(who, locale),
  };
}
