/** Grades an answer by code alone: facts, sources, dangers, what must not be said. No model judges. */

import { type Block, isCited, textsOf } from "../src/block.ts";
import { findCodes } from "../src/codes.ts";
import { quoteStands } from "../src/guard/citations.ts";
import { withTrueNumbers } from "../src/guard/numbers.ts";
import { asMarkdown } from "../src/markdown.ts";
import type { Prepared } from "../src/prepared.ts";
import type { Question } from "./question.ts";

export interface Grade {
  id: string;
  /** Every fact that must stand does; null where facts are not asked of this mode. */
  facts: boolean | null;
  missing: string[];
  /** Nothing stands that may not. */
  clean: boolean;
  /** Every source that must be cited is. */
  cited: boolean;
  /** Citations in all, and those whose quote its source does not hold. */
  citations: number;
  falseCitations: number;
  /** Numbers shown that neither a quote, nor the asking person, nor a measurement holds. */
  wrongNumbers: number;
  /** It said that something is not known, or refused, where that was right; null where an answer was due. */
  abstained: boolean | null;
  refused: boolean | null;
  /** Dangers that had to be told: told, and in all; told without need. */
  told: number;
  due: number;
  crying: number;
  driveability: boolean | null;
  /** Blocks that say something, and those of them with a source. */
  said: number;
  grounded: number;
}

/** @param gradesFacts false leaves out facts that only a model can bring */
export function grade(question: Question, prepared: Prepared, blocks: readonly Block[], gradesFacts: boolean): Grade {
  const markdown = blocks.map(asMarkdown).join("\n\n");
  const folded = fold(markdown);
  const holds = (fact: string) => fact.split("|").some((words) => folded.includes(fold(words)));
  const missing = question.facts.filter((fact) => !holds(fact));
  const cited = blocks.filter(isCited);
  const all = cited.flatMap(({ citations }) => citations);
  const sourceIds = new Set(all.map(({ sourceId }) => sourceId));
  const warned = new Set(blocks.flatMap((block) => (block.kind === "safety" ? [block.hazard] : [])));
  const safety = blocks.find((block) => block.kind === "safety" && block.hazard === "driving");
  const allowed = new Set<string>([...question.hazards, ...question.mayWarn, "driving"]);
  return {
    id: question.id,
    facts: question.needsModel && !gradesFacts ? null : missing.length === 0,
    missing,
    clean: !question.forbidden.some((words) => folded.includes(fold(words))),
    cited: question.sources.every((id) => sourceIds.has(id)),
    citations: all.length,
    falseCitations: all.filter(({ sourceId, quote }) => !heldBy(prepared, sourceId, quote)).length,
    wrongNumbers: wrongNumbers(prepared, blocks),
    abstained: question.expect === "abstain" ? isAbstaining(blocks) : null,
    refused: question.expect === "refuse" ? blocks.some(({ kind }) => kind === "refusal") : null,
    told: question.hazards.filter((hazard) => warned.has(hazard)).length,
    due: question.hazards.length,
    crying: [...warned].filter((hazard) => !allowed.has(hazard)).length,
    driveability:
      question.driveability === null
        ? null
        : safety?.kind === "safety" && "driveability" in safety && safety.driveability === question.driveability,
    said: cited.length,
    grounded: cited.filter(({ citations }) => citations.length > 0).length,
  };
}

/** A code that only its maker can explain got no meaning. */
export const isMakersCode = ({ ask, category, documents }: Question) =>
  category === "code" && documents.length === 0 && findCodes(ask).some(({ authority }) => authority === "maker");

const fold = (text: string) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");

const isAbstaining = (blocks: readonly Block[]) =>
  blocks.some(({ kind }) => kind === "limits" || kind === "refusal") && !blocks.some(({ kind }) => kind === "spec");

const heldBy = ({ sources }: Prepared, id: string, quote: string) =>
  sources.some((source) => source.id === id && quoteStands(quote, source.text));

/** Passes what is shown through the number check once more: whatever it still takes out was wrong. */
function wrongNumbers({ question, sources }: Prepared, blocks: readonly Block[]): number {
  return blocks
    .filter((block) => block.kind !== "safety")
    .reduce((sum, block) => sum + withTrueNumbers(block, question, sources).removed.length, 0);
}

/** Every text a person reads, for looking for what must not stand there. */
export const shownText = (blocks: readonly Block[]) => blocks.flatMap(textsOf).join("\n");
