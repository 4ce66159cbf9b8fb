/** A whole answer of the tables at once, as the guard lets it pass: for the evaluation and for callers without a stream. */

import type { Block } from "./block.ts";
import { confidenceOf } from "./confidence.ts";
import { openGuard, type Removal, type SafeAnswer, safeAnswer } from "./guard.ts";
import type { Prepared } from "./prepared.ts";
import { answerFromTables } from "./reference/reference.ts";

export interface WrittenAnswer {
  answer: SafeAnswer;
  removed: Removal[];
  /** 0 to 1; null where nothing could be cited. */
  confidence: number | null;
}

/** Passes drafts through the guard; those of the tables unless others are given. @param instructions what their writer was told */
export function writtenAnswer(
  prepared: Prepared,
  drafts: readonly unknown[] = answerFromTables(prepared),
  instructions = "",
): WrittenAnswer {
  const { question, sources, hazards, floor, symptoms, lamps } = prepared;
  const guard = openGuard({ question, sources, hazards, floor, why: [...symptoms, ...lamps], instructions });
  const blocks: Block[] = [...guard.first()];
  const removed: Removal[] = [];
  for (const draft of drafts) {
    const passed = guard.pass(draft);
    blocks.push(...passed.blocks);
    removed.push(...passed.removed);
  }
  return {
    answer: safeAnswer(blocks, guard.hazards(), question.locale),
    removed,
    confidence: confidenceOf(blocks, sources, question.vehicle),
  };
}
