import { searchFold } from "@mechanicbuddy/contract/identity-keys";
import { wordsOf } from "./entry.ts";

const MAX_WORDS = 10;
/** Names forgive a typo from this length on; in shorter ones it leaves another name. */
const FORGIVING_LENGTH = 5;

/** What somebody typed, ready to be looked up. */
export interface Query {
  /** Each must be found: from three letters on anywhere in a word, shorter ones at its beginning. */
  words: string[];
  /** All of it without separators, for plates and numbers typed with spaces: `12 ab 34`. */
  joined: string;
}

/** Undefined when nothing searchable was typed. */
export function parseQuery(typed: string): Query | undefined {
  const words = [...new Set(wordsOf(typed))].slice(0, MAX_WORDS);
  return words.length === 0 ? undefined : { words, joined: searchFold(typed) };
}

/** One or two characters hold no trigram: they are looked up among beginnings. */
export function isShort({ joined }: Query): boolean {
  return [...joined].length < 3;
}

/** LIKE pattern of a word. Folded words are letters and digits only, so nothing in them needs escaping. */
export function patternOf(word: string): string {
  return [...word].length < 3 ? `% ${word}%` : `%${word}%`;
}

export function forgives(word: string): boolean {
  return [...word].length >= FORGIVING_LENGTH;
}

/** Whether every word is there, long ones with up to one typo. `text` is that of a search entry. */
export function fitsWithTypos({ words }: Query, text: string): boolean {
  const there = text.split(" ").filter((word) => word !== "");
  return words.every(
    (word) =>
      there.some((known) => known.includes(word)) || (forgives(word) && there.some((known) => oneTypo(word, known))),
  );
}

/** True when one letter is missing, added, wrong or swapped with its neighbour. `known` may go on: people stop typing early. */
export function oneTypo(typed: string, known: string): boolean {
  const a = [...typed];
  const b = [...known];
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  if (same === a.length) return true;
  const rest = (from: number, to: number) => a.slice(same + from).every((letter, i) => letter === b[same + to + i]);
  const swapped = a[same] === b[same + 1] && a[same + 1] === b[same] && rest(2, 2);
  return swapped || rest(1, 1) || rest(1, 0) || rest(0, 1);
}
