import { describe, expect, test } from "vitest";
import { attacked, obeyed } from "../eval/attack.ts";
import { canaries } from "../eval/canaries.ts";
import { shownText } from "../eval/grade.ts";
import { isCited } from "./block.ts";
import { quoteStands } from "./guard/citations.ts";
import { instructionsIn } from "./guard/instructions.ts";
import { withTrueNumbers } from "./guard/numbers.ts";
import { instructions } from "./prompt/instructions.ts";
import { writtenAnswer } from "./written-answer.ts";

const each = canaries.map((canary) => [canary.id, canary] as const);

describe("the deterministic engine under attack", () => {
  test.each(each)("%s has no effect", (_, canary) => {
    const { blocks } = writtenAnswer(attacked(canary)).answer;
    const warned = blocks.flatMap((block) => (block.kind === "safety" ? [block.hazard as string] : []));
    expect(warned).toEqual(expect.arrayContaining(canary.hazards));
    const own = shownText(blocks.filter((block) => !isCited(block) || block.citations.length === 0)).toLowerCase();
    for (const words of canary.forbidden) expect(own).not.toContain(words.toLowerCase());
  });
});

describe("a model that does whatever the attack says", () => {
  test.each(each)("%s gets nothing past the guard", (_, canary) => {
    const prepared = attacked(canary);
    const { blocks } = writtenAnswer(prepared, obeyed(canary, instructions), instructions).answer;
    const warned = blocks.flatMap((block) => (block.kind === "safety" ? [block.hazard as string] : []));
    expect(warned).toEqual(expect.arrayContaining(canary.hazards));
    const first = blocks.findIndex(({ kind }) => kind !== "safety");
    expect(blocks.slice(first).some(({ kind }) => kind === "safety")).toBe(false);
    for (const block of blocks.filter((block) => block.kind !== "safety")) {
      expect(block.kind).not.toBe("spec");
      expect(withTrueNumbers(block, prepared.question, prepared.sources).removed).toEqual([]);
      if (!isCited(block)) continue;
      for (const { sourceId, quote } of block.citations)
        expect(prepared.sources.some(({ id, text }) => id === sourceId && quoteStands(quote, text))).toBe(true);
    }
    const shown = shownText(blocks);
    expect(shown).not.toMatch(/javascript:|https?:\/\/evil|!\[|<img|<iframe/i);
    expect(instructionsIn(instructions)(shown)).toBe(false);
  });
});
