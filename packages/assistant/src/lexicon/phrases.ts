/**
 * Phrases people use, written as small patterns and found in their words. In a pattern, `word*` is any word that begins
 * so, `(a|b c)` one of several, `..` up to three words between, and ` & ` joins parts that may stand in any order
 * within one sentence. A mark in front, `[en-US] `, keeps a pattern to one locale.
 */

export type Locale = "en-GB" | "en-US";
export const locales: readonly Locale[] = ["en-GB", "en-US"];

export interface Phrase {
  locale: Locale | null;
  parts: RegExp[];
}

/** Turns a written pattern into a phrase. */
export function phrase(written: string): Phrase {
  const [, locale, pattern = ""] = /^(?:\[(en-GB|en-US)\] )?(.+)$/.exec(written) ?? [];
  return {
    locale: (locale as Locale | undefined) ?? null,
    parts: pattern.split(" & ").map((part) => new RegExp(`(?<![a-z0-9])${compiled(part)}(?![a-z0-9])`)),
  };
}

/** A text without characters that are not seen: zero-width ones and those that turn the direction of writing. */
export const withoutHidden = (text: string) =>
  text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "");

/** Plain words: lower case, apostrophes gone, everything but letters, digits and sentence ends a space. */
export function plainWords(text: string): string {
  return withoutHidden(text.slice(0, 20_000))
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’ʼ]/g, "")
    .replace(/[^a-z0-9.!?;\n]+/g, " ")
    .replace(/\.(?=\d)/g, "");
}

/** How well a phrase is found in plain words: the letters it covers, 0 when it is not there. */
export function found(phrase: Phrase, plain: string, locale: Locale): number {
  if (phrase.locale !== null && phrase.locale !== locale) return 0;
  let best = 0;
  for (const sentence of sentencesOf(plain)) best = Math.max(best, covered(phrase, sentence));
  return best;
}

/** Letters of a sentence that the parts of a phrase cover together; 0 as soon as one is missing. */
function covered({ parts }: Phrase, sentence: string): number {
  let sum = 0;
  for (const part of parts) {
    const length = part.exec(sentence)?.[0].length ?? 0;
    if (length === 0) return 0;
    sum += length;
  }
  return sum;
}

/** Hundreds of phrases are looked for in one text after the other, so the newest text stays split. */
let newest = { plain: "", sentences: [""] };
function sentencesOf(plain: string): readonly string[] {
  if (newest.plain !== plain) newest = { plain, sentences: plain.split(/[.!?;\n]+/) };
  return newest.sentences;
}

/** The best match of several phrases. */
export function foundBest(phrases: readonly Phrase[], plain: string, locale: Locale): number {
  let best = 0;
  for (const each of phrases) best = Math.max(best, found(each, plain, locale));
  return best;
}

function compiled(part: string): string {
  return part.replaceAll("(", "(?:").replaceAll("*", "[a-z0-9]*").replaceAll(" .. ", "(?: [a-z0-9]+){0,3} ");
}
