/** What every block passes before anybody sees it, whoever wrote it: a model or our own engine. */

import { Compile } from "typebox/compile";
import { Block, Draft, mapTexts, type SafetyBlock, textsOf, type Warning } from "./block.ts";
import { hazards } from "./codes/card.ts";
import { type Driveability, strictest } from "./floor.ts";
import { withTrueCitations } from "./guard/citations.ts";
import { drivingBlock } from "./guard/driving.ts";
import { instructionsIn } from "./guard/instructions.ts";
import { lookUpFor, withTrueNumbers } from "./guard/numbers.ts";
import { withoutMarkup } from "./guard/text.ts";
import { type Hazard, hazardsInText, hazardText } from "./hazards/lexicon.ts";
import type { Locale } from "./lexicon/phrases.ts";
import type { Question } from "./question.ts";
import type { Source } from "./source.ts";

const draftCheck = Compile(Draft);
const blockCheck = Compile(Block);

/** What was taken out, and by which rule; counted, and kept with the answer. */
export interface Removal {
  rule: "schema" | "markup" | "citation" | "number" | "instructions";
  what: string;
}

export interface GuardContext {
  question: Question;
  /** Sources in context; tools may add to them while an answer is written. */
  sources: readonly Source[];
  /** Dangers that code found in question, codes and vehicle. */
  hazards: readonly Hazard[];
  /** The mildest that may be said about driving on; null where nothing speaks of it. */
  floor: Driveability | null;
  /** Ids of symptoms and lamps, for their own stop line. */
  why: readonly string[];
  /** What a model was told; repeating it is taken out. */
  instructions: string;
}

export interface Guard {
  /** The safety blocks that stand before everything else. */
  first(): Block[];
  /** What may be shown of a draft; safety blocks of dangers it raises stand before it. Anything but a draft is dropped. */
  pass(draft: unknown): { blocks: Block[]; removed: Removal[] };
  /** Every danger of the answer so far, in the order of the classes. */
  hazards(): Hazard[];
  driveability(): Driveability | null;
}

export function openGuard(context: GuardContext): Guard {
  const { question, sources, why } = context;
  const { locale } = question;
  const raised = new Set<Hazard>(context.hazards);
  let level = context.floor;
  const repeats = instructionsIn(context.instructions);
  const ordered = () => hazards.filter((hazard) => raised.has(hazard));

  function raise(found: readonly Hazard[]): SafetyBlock[] {
    const fresh = found.filter((hazard) => !raised.has(hazard));
    for (const hazard of fresh) raised.add(hazard);
    return fresh.map((hazard) => hazardBlock(hazard, locale));
  }

  function warn(warning: Warning): Block[] {
    const blocks: Block[] = raise(warning.hazards);
    const stricter = strictest([warning.driveability ?? "fine", level ?? "fine"]);
    if (warning.driveability === null || stricter === level || stricter === "fine") return blocks;
    level = stricter;
    return [drivingBlock(stricter, why, locale), ...blocks];
  }

  return {
    first: () => [
      ...(level === null ? [] : [drivingBlock(level, why, locale)]),
      ...ordered().map((hazard) => hazardBlock(hazard, locale)),
    ],
    pass(written) {
      const removed: Removal[] = [];
      if (!draftCheck.Check(written))
        return { blocks: [], removed: [{ rule: "schema", what: JSON.stringify(written ?? null).slice(0, 120) }] };
      const draft: Draft = written;
      if (draft.kind === "safety") return { blocks: warn(draft), removed };
      if (textsOf(draft).some(repeats))
        return { blocks: [], removed: [{ rule: "instructions", what: "a passage of the instructions" }] };
      const clean = mapTexts(draft, (text) => {
        const { text: shown, removed: markup } = withoutMarkup(text, sources);
        removed.push(...markup.map((what) => ({ rule: "markup" as const, what })));
        return shown === "" ? "–" : shown;
      });
      const cited = withTrueCitations(clean, sources);
      removed.push(...cited.dropped.map((what) => ({ rule: "citation" as const, what })));
      const numbered = withTrueNumbers(cited.block, question, sources);
      removed.push(...numbered.removed.map((what) => ({ rule: "number" as const, what })));
      const block = numbered.block;
      if (!blockCheck.Check(block))
        return {
          blocks: [lookUpFor(draft, question).limits],
          removed: [...removed, { rule: "schema", what: draft.kind }],
        };
      const dangers = raise(hazardsInText(textsOf(block).join("\n"), locale));
      return { blocks: [...dangers, block], removed };
    },
    hazards: ordered,
    driveability: () => level,
  };
}

/** The reviewed words of a danger. */
export function hazardBlock(hazard: Hazard, locale: Locale): SafetyBlock {
  return { kind: "safety", hazard, ...hazardText(hazard, locale) };
}

/** Stops the guard from being gone round: an answer that is stored or exported holds a block of each of its dangers, first. */
export interface SafeAnswer {
  readonly safe: typeof checked;
  readonly blocks: readonly Block[];
}
const checked: unique symbol = Symbol("an answer whose safety blocks stand first");

/** An answer that may be stored, shown and exported: safety blocks first, those that were missing put in. */
export function safeAnswer(blocks: readonly Block[], dangers: readonly Hazard[], locale: Locale): SafeAnswer {
  const safety = blocks.filter((block) => block.kind === "safety");
  const there = new Set(safety.map(({ hazard }) => hazard));
  const missing = dangers.filter((hazard) => !there.has(hazard)).map((hazard) => hazardBlock(hazard, locale));
  const strict = strictest(safety.flatMap((block) => (block.hazard === "driving" ? [block.driveability] : [])));
  const driving = safety.filter((block) => block.hazard === "driving" && block.driveability === strict).slice(0, 1);
  const others = [...safety, ...missing].filter(({ hazard }) => hazard !== "driving");
  return { safe: checked, blocks: [...driving, ...others, ...blocks.filter((block) => block.kind !== "safety")] };
}
