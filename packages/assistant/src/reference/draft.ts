/** Small builders of drafts; each cites the very words it stands on. */

import type { Citation, Draft } from "../block.ts";
import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";
import { inLocale } from "../spelling.ts";

const LONGEST_QUOTE = 200;

/** The beginning of a text as a quote, cut between words. */
export function quoteOf(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  const cut = text.slice(0, LONGEST_QUOTE);
  return cut.slice(0, cut.lastIndexOf(" ")).replace(/[\s.,;:–-]+$/, "");
}

export const cite = (source: Source, words: string): Citation[] => [{ sourceId: source.id, quote: quoteOf(words) }];

/** A text that fits its block, cut at the end of a sentence or a word. */
export function fitting(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const end = cut.lastIndexOf(". ");
  return end > most / 2 ? cut.slice(0, end + 1) : `${cut.slice(0, cut.lastIndexOf(" "))}…`;
}

/** Reviewed words of ours in the question's locale. */
export const said = ({ question }: Prepared, text: string) => inLocale(text, question.locale);

export const fact = (source: Source, text: string, words = text): Draft => ({
  kind: "fact",
  text: fitting(text, 600),
  citations: cite(source, words),
});

export const note = (text: string, citations: Citation[] = []): Draft => ({
  kind: "note",
  text: fitting(text, 700),
  citations,
});

export const limits = (missing: string, where: string, needed: string | null): Draft => ({
  kind: "limits",
  missing: fitting(missing, 400),
  where: fitting(where, 400),
  needed: needed === null ? null : fitting(needed, 300),
});

export const ask = (text: string, options: readonly string[] = []): Draft => ({
  kind: "question",
  text: fitting(text, 300),
  options: options.slice(0, 6).map((option) => fitting(option, 120)),
});

/** A source by its id, if it is at hand. */
export const sourceOf = ({ sources }: Prepared, id: string): Source | undefined =>
  sources.find((source) => source.id === id);
