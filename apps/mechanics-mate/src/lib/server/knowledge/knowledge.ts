import type { Block } from "@mechanicbuddy/assistant/block";
import { cardCodes, cardOf } from "@mechanicbuddy/assistant/cards";
import { explainCode, titledCodes } from "@mechanicbuddy/assistant/codes";
import { hazardBlock } from "@mechanicbuddy/assistant/guard";
import { drivingBlock } from "@mechanicbuddy/assistant/guard/driving";
import { prepare } from "@mechanicbuddy/assistant/prepare";
import { trees } from "@mechanicbuddy/assistant/trees";
import { writtenAnswer } from "@mechanicbuddy/assistant/written-answer";
import type { CodeRow, CodeView } from "@mechanicbuddy/contract/mate/knowledge";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";

const carded = new Set(cardCodes);
const byCode: readonly CodeRow[] = titledCodes
  .map(({ code, title }) => ({ code, title, card: carded.has(code) }))
  .sort((a, b) => (a.code < b.code ? -1 : 1));
const titleOf = new Map(byCode.map(({ code, title }) => [code, title]));
const locale = "en-GB";

/** Codes that begin with what is typed, or whose titles hold all of its words; without words those with a card first. */
export function codes(q: string | undefined, limit: number): { items: CodeRow[]; total: number } {
  const found = q === undefined ? byCode : matching(q);
  const items = [...found].sort((a, b) => Number(b.card) - Number(a.card)).slice(0, limit);
  return { items, total: found.length };
}

function matching(q: string): readonly CodeRow[] {
  const typed = explainCode(q)?.code ?? q.replace(/[\s-]/g, "").toUpperCase();
  const starting = byCode.filter(({ code }) => code.startsWith(typed));
  if (starting.length > 0) return starting;
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return byCode.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word)));
}

/** A code as people type it, with its card where there is one. What is no code is not found. */
export function code(text: string): CodeView {
  const explained = explainCode(text);
  if (explained === null) {
    throw new MateRefusal("not_found", "This is no trouble code: one has a letter (P, C, B or U) and four characters.");
  }
  const { source, ...rest } = explained;
  return { ...rest, origin: source?.origin ?? null, ...cardView(explained.code) };
}

function cardView(code: string): Pick<CodeView, "card" | "warnings"> {
  const card = cardOf(code);
  if (card === null) return { card: null, warnings: [] };
  const { meaning, watches, enabling, causes, firstChecks, mistakenFor, origin, reviewed, driveability, hazards } =
    card;
  const tree = card.tree === null ? null : { id: card.tree, title: trees[card.tree].title };
  const related = card.related.map((other) => ({ code: other, title: titleOf.get(other) ?? null }));
  return {
    card: { meaning, watches, enabling, causes, firstChecks, mistakenFor, tree, related, origin, reviewed },
    warnings: [drivingBlock(driveability, [], locale), ...hazards.map((hazard) => hazardBlock(hazard, locale))],
  };
}

const asked = "My car shows P0420. What is it?";

/** A question answered by the tables, for people who have not asked one yet. */
export function example(): { question: string; blocks: Block[]; sources: { id: string; title: string }[] } {
  const question = { text: asked, register: "technician", locale, vehicle: null, turns: [], attachments: [] } as const;
  const prepared = prepare(
    { ...question, turns: [], attachments: [] },
    { documents: [], history: [], fixes: [], prices: [] },
  );
  const { answer } = writtenAnswer(prepared);
  const cited = new Set(
    answer.blocks.flatMap((block) => ("citations" in block ? block.citations.map(({ sourceId }) => sourceId) : [])),
  );
  const sources = prepared.sources.filter(({ id }) => cited.has(id)).map(({ id, title }) => ({ id, title }));
  return { question: asked, blocks: [...answer.blocks], sources };
}
