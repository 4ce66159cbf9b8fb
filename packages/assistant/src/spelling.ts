/** Our texts are written in British English; here they are turned into the words of another locale. */

import { american } from "../data/lexicon/american.ts";
import type { Locale } from "./lexicon/phrases.ts";

export type { Locale } from "./lexicon/phrases.ts";

const words = new Map(
  american
    .trim()
    .split("\n")
    .map((line) => line.split(" = ") as [string, string]),
);
const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length);
const british = new RegExp(`(?<![\\p{L}])(?:${longestFirst.join("|")})(?![\\p{L}])`, "giu");

/** A text of ours in the words of a locale. */
export function inLocale(text: string, locale: Locale): string {
  if (locale === "en-GB") return text;
  return text.replace(british, (word) => {
    const other = words.get(word.toLowerCase()) ?? word;
    return word.charAt(0) === word.charAt(0).toLowerCase() ? other : other.charAt(0).toUpperCase() + other.slice(1);
  });
}
