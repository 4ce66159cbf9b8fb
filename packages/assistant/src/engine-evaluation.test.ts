import { readFile } from "node:fs/promises";
import fc from "fast-check";
import Value from "typebox/value";
import { expect, test } from "vitest";
import { questions } from "../eval/questions.ts";
import { percentile, run } from "../eval/run.ts";
import { gates, noughts, table } from "../eval/table.ts";
import { Block } from "./block.ts";
import { prepare } from "./prepare.ts";
import { vehicleOf } from "./question.ts";
import { writtenAnswer } from "./written-answer.ts";

const result = run(questions);

test("the deterministic engine passes every gate of the evaluation", () => {
  process.stdout.write(`${table(result)}\n`);
  const { measures } = result;
  for (const [name, least] of Object.entries(gates)) {
    expect(measures[name as keyof typeof gates], name).toBeGreaterThanOrEqual(least);
  }
  for (const name of noughts) expect(measures[name], name).toBe(0);
  expect(measures.questions).toBeGreaterThanOrEqual(190);
});

test("95 of 100 answers of the tables are there within 400 ms", () => {
  expect(percentile(result.tookMs, 95)).toBeLessThan(400);
});

test("the same question always gives the same bytes", () => {
  expect(run(questions).answers).toEqual(result.answers);
});

test("the published results are those of this engine", async () => {
  const published = JSON.parse(await readFile(new URL("../eval/results/reference.json", import.meta.url), "utf8"));
  expect({ measures: published.measures, byCategory: published.byCategory }).toEqual({
    measures: result.measures,
    byCategory: result.byCategory,
  });
});

test("whatever is asked, there is an answer, and every block of it can be stored", () => {
  const nothing = { documents: [], history: [], fixes: [], prices: [] };
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "binary", maxLength: 400 }), fc.constantFrom(...questions.map(({ ask }) => ask))),
      fc.constantFrom("technician" as const, "owner" as const),
      fc.option(fc.constantFrom("electric" as const, "diesel" as const, "lpg" as const)),
      (text, register, fuel) => {
        const vehicle = fuel === null ? null : vehicleOf({ fuel });
        const prepared = prepare({ text, register, locale: "en-GB", vehicle, turns: [], attachments: [] }, nothing);
        const { blocks } = writtenAnswer(prepared).answer;
        expect(blocks.length).toBeGreaterThan(0);
        for (const block of blocks) expect(Value.Check(Block, block)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
