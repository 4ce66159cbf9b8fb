/** The lamps of the dash: what each looks like, what it means, whether to drive on, and the first step. */

import { lampRecords } from "../data/lamps.ts";
import type { Card } from "./codes/card.ts";
import { foundBest, type Locale, phrase, plainWords } from "./lexicon/phrases.ts";
import { readRecords, wordsOf } from "./lexicon/records.ts";
import type { TreeId } from "./trees/ids.ts";

export type LampColour = "red" | "yellow" | "green" | "blue";

export interface Lamp {
  id: string;
  name: string;
  colour: LampColour;
  /** What the sign looks like, in words. */
  looks: string;
  meaning: string;
  firstStep: string;
  driveability: Card["driveability"];
  hazards: Card["hazards"];
  tree: TreeId | null;
}

const known = readRecords(lampRecords, "=*#~+").map(
  ({ head: [id = "", colour = "", driveability = "", hazards, tree = "-"], lines }) => ({
    lamp: {
      id,
      name: lines["="]?.[0] ?? "",
      colour: colour as LampColour,
      looks: lines["#"]?.[0] ?? "",
      meaning: lines["~"]?.[0] ?? "",
      firstStep: lines["+"]?.[0] ?? "",
      driveability: driveability as Card["driveability"],
      hazards: wordsOf(hazards) as Card["hazards"],
      tree: tree === "-" ? null : (tree as TreeId),
    } satisfies Lamp,
    phrases: (lines["*"] ?? []).map(phrase),
  }),
);

/** Every lamp, those that belong together side by side. */
export const lamps: readonly Lamp[] = known.map((each) => each.lamp);

/** One lamp by its id; null when there is none. */
export const lampOf = (id: string) => lamps.find((lamp) => lamp.id === id) ?? null;

/** The lamps a text describes, the best match first, to be shown as a choice: nobody sees the dash but the driver. */
export function findLamps(text: string, locale: Locale): Lamp[] {
  const plain = plainWords(text);
  return known
    .map(({ lamp, phrases }) => ({ lamp, score: foundBest(phrases, plain, locale) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ lamp }) => lamp);
}
