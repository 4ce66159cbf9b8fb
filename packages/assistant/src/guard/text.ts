/** Texts as they may be shown: nothing hidden, no markup, no address that no source holds. */

import { withoutHidden } from "../lexicon/phrases.ts";

/** Words for comparison: hidden signs out, case and white space folded. */
export const foldedWords = (text: string) =>
  withoutHidden(text).normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

const asciiDigits = (text: string) =>
  text.replace(/\p{Nd}/gu, (digit) => {
    if (digit <= "9") return digit;
    const point = digit.codePointAt(0) ?? 0;
    // Decimal digits of every script stand in runs of ten.
    let zero = point;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && point - zero < 9) zero--;
    return String(point - zero);
  });

/** Control, bidi and zero-width characters out, digits of other scripts as plain ones. Line ends stay. */
export function visible(text: string): string {
  return asciiDigits(
    withoutHidden(text)
      .replace(/[\u{e0000}-\u{e007f}]|[\ufe00-\ufe0f]/gu, "")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, " "),
  );
}

/** What markup was taken out of a text, and the text without it. Addresses stay only where a source holds them. */
export function withoutMarkup(text: string, sources: readonly { text: string }[]): { text: string; removed: string[] } {
  const removed: string[] = [];
  const drop = (found: string, kept = "") => {
    removed.push(found.slice(0, 80));
    return kept;
  };
  const shown = visible(text);
  if (shown !== text && withoutHidden(text) !== text) removed.push("hidden characters");
  const clean = shown
    .replace(/<!--[\s\S]*?-->/g, (found) => drop(found))
    .replace(/<\/?[a-z!?][^<>]*>?/gi, (found) => drop(found))
    .replace(/!?\[([^\]]*)\]\s?\([^)]*\)/g, (found, words: string) => drop(found, words))
    .replace(/\b(?:javascript|data|vbscript|file)\s*:\S*/gi, (found) => drop(found))
    .replace(/\b(?:https?:\/\/|www\.)[^\s<>")]+/gi, (found) =>
      sources.some((source) => source.text.includes(found)) ? found : drop(found, "(link removed)"),
    );
  return { text: clean.trim(), removed };
}
