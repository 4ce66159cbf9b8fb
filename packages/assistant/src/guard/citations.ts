/** A citation stands only where its source was in this request and holds the quote. */

import type { Block, Draft } from "../block.ts";
import type { Source } from "../source.ts";
import { foldedWords } from "./text.ts";

/** A quote shorter than this is found almost anywhere and shows nothing. */
const SHORTEST_QUOTE = 4;

/**
 * The block with the citations that hold, and those that were dropped. What no source says is marked as general
 * knowledge; a citation of a superseded source says so in a specification.
 */
export function withTrueCitations<Some extends Exclude<Draft | Block, { kind: "safety" }>>(
  block: Some,
  sources: readonly Source[],
): { block: Some; dropped: string[] } {
  if (!("citations" in block)) return { block, dropped: [] };
  const dropped: string[] = [];
  const citations = block.citations.filter(({ sourceId, quote }) => {
    const source = sources.find(({ id }) => id === sourceId);
    const holds = source !== undefined && quoteStands(quote, source.text);
    if (!holds) dropped.push(`${sourceId}: ${quote}`);
    return holds;
  });
  const { general: _, ...rest } = block;
  const marked = citations.length === 0 && block.kind !== "refusal" ? { general: true as const } : {};
  return { block: { ...rest, citations, ...marked } as Some, dropped };
}

/** Whether a text holds a quote, white space and case folded, at the borders of words and numbers. */
export function quoteStands(quote: string, text: string): boolean {
  const wanted = foldedWords(quote);
  if (wanted.length < SHORTEST_QUOTE) return false;
  const where = foldedWords(text);
  for (let at = where.indexOf(wanted); at >= 0; at = where.indexOf(wanted, at + 1))
    if (!/[\p{L}\p{N}.,]$/u.test(where.slice(0, at)) || !/^[\p{L}\p{N}]/u.test(wanted))
      if (!/^[.,]?[\p{N}]|^\p{L}/u.test(where.slice(at + wanted.length)) || !/[\p{L}\p{N}]$/u.test(wanted)) return true;
  return false;
}
