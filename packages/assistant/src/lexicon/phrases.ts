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
  for (const sentence of plain.split(/[.!?;\n]+/)) {
    const lengths = phrase.parts.map((part) => part.exec(sentence)?.[0].length ?? 0);
    if (lengths.every((length) => length > 0))
      best = Math.max(
        best,
        lengths.reduce((sum, length) => sum + length, 0),
      );
  }
  return best;
}

/** The best match of several phrases. */
export const foundBest = (phrases: readonly Phrase[], plain: string, locale: Locale) =>
  Math.max(0, ...phrases.map((each) => found(each, plain, locale)));

function compiled(part: string): string {
  return part.replaceAll("(", "(?:").replaceAll("*", "[a-z0-9]*").replaceAll(" .. ", "(?: [a-z0-9]+){0,3} ");
}
