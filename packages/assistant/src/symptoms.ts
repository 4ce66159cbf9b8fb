/** What people say is wrong, found by phrases: system, fitting trees, hazards and the questions that part the causes. */

import { chassisSymptoms } from "../data/lexicon/symptoms-chassis.ts";
import { engineSymptoms } from "../data/lexicon/symptoms-engine.ts";
import { otherSymptoms } from "../data/lexicon/symptoms-other.ts";
import type { Card } from "./codes/card.ts";
import type { Powertrain } from "./intervals.ts";
import { foundBest, type Locale, type Phrase, phrase, plainWords } from "./lexicon/phrases.ts";
import { readRecords, wordsOf } from "./lexicon/records.ts";
import type { TreeId } from "./trees/ids.ts";

export interface SymptomQuestion {
  text: string;
  options: string[];
}

export interface Symptom {
  id: string;
  name: string;
  system: string;
  trees: TreeId[];
  hazards: Card["hazards"];
  /** The mildest that may be said about driving on. */
  driveability: Card["driveability"];
  /** At most three, each parting the causes. */
  questions: SymptomQuestion[];
}

const written = [engineSymptoms, chassisSymptoms, otherSymptoms].flatMap((text) => readRecords(text, "=*?"));

const known: { symptom: Symptom; phrases: Phrase[] }[] = written.map(({ head, lines }) => {
  const [id = "", system = "", trees, hazards, driveability = ""] = head;
  return {
    symptom: {
      id,
      name: (lines["="] ?? []).join(" "),
      system,
      trees: wordsOf(trees) as TreeId[],
      hazards: wordsOf(hazards) as Card["hazards"],
      driveability: driveability as Card["driveability"],
      questions: (lines["?"] ?? []).map((line) => {
        const [text = "", ...options] = line.split(" / ");
        return { text, options };
      }),
    },
    phrases: (lines["*"] ?? []).map(phrase),
  };
});

/** Every symptom we know, in the order a list shows them. */
export const symptoms: readonly Symptom[] = known.map((each) => each.symptom);

/** The trees of a symptom that fit a powertrain; all of them where it is not known. */
export function treesFor(symptom: Symptom, powertrain: Powertrain | null): TreeId[] {
  const wrong: Partial<Record<TreeId, readonly Powertrain[]>> = {
    "no-start-petrol": ["diesel", "electric"],
    "no-start-diesel": ["petrol", "hybrid", "electric"],
    dpf: ["electric"],
    misfire: ["electric"],
    "fuel-trim": ["diesel", "electric"],
    evap: ["diesel", "electric"],
    catalyst: ["electric"],
  };
  return symptom.trees.filter((tree) => powertrain === null || !wrong[tree]?.includes(powertrain));
}

/** The symptoms a text speaks of, the best match first. Nothing is guessed from single words that may mean anything. */
export function findSymptoms(text: string, locale: Locale): Symptom[] {
  const plain = plainWords(text);
  return known
    .map(({ symptom, phrases }) => ({ symptom, score: foundBest(phrases, plain, locale) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ symptom }) => symptom);
}
