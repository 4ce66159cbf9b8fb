import fc from "fast-check";
import Value from "typebox/value";
import { describe, expect, test } from "vitest";
import { findQuantities } from "./quantities.ts";
import { Tree } from "./trees/tree.ts";
import { type Answer, begin, currentStep, faults, type Run, step, trees, undo } from "./trees.ts";

describe.each(Object.values(trees))("the tree $id", (tree) => {
  test("fits the schema; every path ends and every limit has a source", () => {
    expect([...Value.Errors(Tree, tree)]).toEqual([]);
    expect(faults(tree)).toEqual([]);
  });

  test("writes no value into its words", () => {
    for (const [name, here] of Object.entries(tree.steps))
      expect(findQuantities(JSON.stringify({ ...here, bands: [] })), name).toEqual([]);
  });

  test("ends with a conclusion whatever is answered, and can be laid aside after every step", () => {
    const pick = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(pick, (stream) => {
        let run: Run = begin(tree);
        for (let here = currentStep(tree, run); here && here.kind !== "conclusion"; here = currentStep(tree, run)) {
          const number = stream.next().value ?? 0;
          const answer: Answer =
            here.kind === "instruction"
              ? { done: true }
              : here.kind === "choice"
                ? { option: number % here.options.length }
                : { reading: here.min + ((here.max - here.min) * (number % 100)) / 100, low: here.min, high: here.max };
          const next = step(tree, JSON.parse(JSON.stringify(run)), answer);
          expect(next).toMatchObject({ ok: true });
          if (!next.ok) return;
          expect(undo(next.run)).toEqual(run);
          run = next.run;
        }
        expect(currentStep(tree, run)).toMatchObject({ kind: "conclusion" });
      }),
      { numRuns: 50 },
    );
  });
});

describe("a run", () => {
  const tree = trees["no-crank"];
  const answered = (...answers: Answer[]) =>
    answers.reduce<Run>((run, answer) => {
      const next = step(tree, run, answer);
      if (!next.ok) throw new Error(next.error);
      return next.run;
    }, begin(tree));

  test("follows a reading by the limit of its source and keeps it", () => {
    const run = answered({ done: true }, { option: 1 }, { reading: 11.5 });
    expect(run).toMatchObject({ at: "flat", answers: [{}, {}, { step: "resting", answer: { reading: 11.5 } }] });
    expect(answered({ done: true }, { option: 1 }, { reading: 12.24 }).at).toBe("load");
  });

  test("asks for the car's own limits and compares with them", () => {
    const run = answered({ done: true }, { option: 1 }, { reading: 12.6 }, { reading: 10.4 }, { option: 0 });
    expect(step(tree, run, { reading: 0.9 })).toEqual({
      ok: false,
      error: "Give the limits too: Allowed voltage drop of the starter's main cable, in the maker's electrical manual.",
    });
    expect(step(tree, run, { reading: 0.9, low: null, high: 0.5 })).toMatchObject({ run: { at: "cable" } });
    expect(step(tree, run, { reading: 0.4, low: null, high: 0.5 })).toMatchObject({ run: { at: "ground" } });
    expect(step(tree, run, { reading: 0.4, low: 2, high: 1 })).toMatchObject({ ok: false });
  });

  test.each<[Answer, string]>([
    [{ option: 9 }, "Say when this is done."],
    [{ reading: 12 }, "Say when this is done."],
  ])("%j to an instruction is refused: %s", (answer, error) => {
    expect(step(tree, begin(tree), answer)).toEqual({ ok: false, error });
  });

  test("a choice that is none, a reading beyond the meter, an ended run and a changed tree are told", () => {
    const choice = answered({ done: true });
    expect(step(tree, choice, { option: 9 })).toEqual({ ok: false, error: "Choose one of the answers." });
    const reading = answered({ done: true }, { option: 1 });
    expect(step(tree, reading, { reading: 1240 })).toEqual({ ok: false, error: "Give a reading from 0 to 30 V." });
    expect(step(tree, reading, { reading: Number.NaN })).toMatchObject({ ok: false });
    const ended = answered({ done: true }, { option: 1 }, { reading: 11.5 });
    expect(step(tree, ended, { done: true })).toEqual({ ok: false, error: "This run has ended." });
    expect(step({ ...tree, version: 2 }, choice, { option: 0 })).toMatchObject({ ok: false });
  });
});

test("the checker finds a loop, a missing step, a lonely step, a limit without source and falling limits", () => {
  const tree = structuredClone(trees["no-crank"]);
  tree.steps.gear = { kind: "instruction", do: "Turn in a circle.", next: "sound" };
  tree.steps.lamps = { kind: "instruction", do: "Go back again.", next: "gear" };
  tree.steps.flat = { kind: "instruction", do: "Go nowhere at all.", next: "nowhere" };
  tree.steps.lonely = { kind: "conclusion", finding: "Nobody comes here.", action: "Nobody does this." };
  const load = tree.steps.load;
  if (load?.kind === "measurement") Object.assign(load, { source: "hearsay", bands: [...load.bands, ...load.bands] });
  expect(faults(tree).sort()).toEqual(
    [
      'no-crank: a path returns to "gear" and may never end.',
      'no-crank: "flat" leads to "nowhere", which is no step.',
      'no-crank: the limit of "load" has no source.',
      'no-crank: the limits of "load" do not rise.',
      'no-crank: nothing leads to "key".',
      'no-crank: nothing leads to "lonely".',
    ].sort(),
  );
});
