/** What was said before: the last turns as they were, older ones as a list of facts that code finds in them. */

import { findCodes } from "../codes.ts";
import { findQuantities } from "../quantities.ts";
import type { Turn } from "../question.ts";

/** Turns that are repeated as they were. */
const RECENT = 6;
const MOST_FACTS = 20;

const outcomes: readonly [string, RegExp][] = [
  [
    "ruled out",
    /\b(?:ruled? out|is(?: not|n't) the|are (?:fine|good|ok|okay)|is (?:fine|good|ok|okay)|tested (?:fine|good|ok)|no (?:fault|leak|play) found|already (?:replaced|changed|swapped))\b/i,
  ],
  [
    "confirmed",
    /\b(?:confirmed|turned out to be|found (?:a|the|that)|it (?:is|was) the|there (?:is|was) a (?:leak|crack|break|short))\b/i,
  ],
];

export interface Conversation {
  /** Nothing of it was written by this assistant. */
  imported: Turn[];
  /** One a line, oldest first; empty while the conversation is short. */
  facts: string[];
  recent: Turn[];
}

/** Splits earlier turns; the recent ones begin with a question. */
export function conversationOf(turns: readonly Turn[]): Conversation {
  const imported = turns.filter(({ role }) => role === "imported");
  const own = turns.filter(({ role }) => role !== "imported");
  const from = own.findIndex((turn, at) => at >= own.length - RECENT && turn.role === "user");
  const split = from === -1 ? own.length : from;
  return { imported, facts: factsOf(own.slice(0, split)), recent: own.slice(split) };
}

function factsOf(turns: readonly Turn[]): string[] {
  const said = turns.filter(({ role }) => role === "user").map(({ text }) => text);
  const codes = new Set(said.flatMap((text) => findCodes(text).map(({ code }) => code)));
  const sentences = said.flatMap((text) => text.split(/(?<=[.!?])\s+|\n+/)).map((sentence) => sentence.trim());
  const facts = new Set<string>();
  if (codes.size > 0) facts.add(`codes mentioned: ${[...codes].join(", ")}`);
  for (const sentence of sentences) {
    const outcome = outcomes.find(([, pattern]) => pattern.test(sentence))?.[0];
    const kind = outcome ?? (findQuantities(sentence).length > 0 ? "measured or mentioned" : null);
    if (kind !== null) facts.add(`${kind}: ${sentence.slice(0, 160)}`);
  }
  return [...facts].slice(0, MOST_FACTS);
}
