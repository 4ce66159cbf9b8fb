/** Words of a text that carry its meaning, for finding what belongs to a question. */

import { plainWords } from "./lexicon/phrases.ts";

const empty = new Set(
  "a about after again all am an and any are as ask at be been before but by can car cars could customer did do does done for from get had has have he her his how i if in into is it its last like may me my need new not now of on one or our out page please record say says she should so some than that the their them then there they this time to up us use vehicle was we were what when where which who why will with would you your".split(
    " ",
  ),
);

/** The roots of the words that matter, without doubles: "pads" and "pad" are one. */
export function rootsOf(text: string): Set<string> {
  const words = plainWords(text).split(/[^a-z0-9]+/);
  return new Set(words.filter((word) => word.length > 1 && !empty.has(word)).map(rootOf));
}

function rootOf(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  return word.replace(/(?:ing|ings|ed|es|s|e)$/, "");
}

/** How many of the wanted roots a text holds. */
export function overlap(wanted: ReadonlySet<string>, text: string): number {
  const there = rootsOf(text);
  return [...wanted].filter((root) => there.has(root)).length;
}

/** A text's sentences, each as it stands there. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?;])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}
