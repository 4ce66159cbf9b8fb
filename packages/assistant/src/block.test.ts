import Value from "typebox/value";
import { expect, test } from "vitest";
import { Block, Draft, mapTexts, textsOf } from "./block.ts";
import { asMarkdown } from "./markdown.ts";
import { vehicleOf } from "./question.ts";
import { fit, trustOf } from "./source.ts";

const note = (text: string): Block => ({ kind: "note", text, citations: [] });

test("markup and links in an answer stand there as text", () => {
  const shown = asMarkdown(note("<img src=x onerror=1> [click](javascript:alert(1)) **x** `y` | # z"));
  for (const sign of ["\\<img", "\\[click\\]", "\\*\\*x\\*\\*", "\\`y\\`"]) expect(shown).toContain(sign);
  expect(asMarkdown(note("1. first\n\n# second"))).toBe("1\\. first \\# second");
});

test("a model may name a danger but cannot write its text", () => {
  const own = { kind: "safety", hazard: "brakes", title: "Fine", danger: "None", firstStep: "Go on", who: "All" };
  expect(Value.Check(Block, own)).toBe(true);
  expect(Value.Check(Draft, own)).toBe(false);
  expect(Value.Check(Draft, { kind: "safety", hazards: ["brakes"], driveability: null })).toBe(true);
});

test("a block too long for a phone is none", () => {
  expect(Value.Check(Block, note("a".repeat(701)))).toBe(false);
});

test("every text of a block is seen and can be changed, names of classes stay", () => {
  const block: Block = {
    kind: "cause",
    text: "Coil",
    likelihood: "high",
    why: "Old",
    citations: [{ sourceId: "a", quote: "Coil" }],
  };
  expect(textsOf(block)).toEqual(["Coil", "Old"]);
  expect(mapTexts(block, (text) => `${text}!`)).toEqual({ ...block, text: "Coil!", why: "Old!" });
});

test("a passage for another engine is not for this car, and an unknown engine is asked for", () => {
  const applies = { make: "Examplar", engine: "EX20" };
  expect(fit(applies, vehicleOf({ make: "examplar", engine: "EX-20" }))).toBe("fits");
  expect(fit(applies, vehicleOf({ make: "Examplar", engine: "EX16" }))).toBe("other");
  expect(fit(applies, vehicleOf({ make: "Examplar" }))).toBe("unknown");
  expect(fit(undefined, null)).toBe("fits");
  expect(fit({ yearFrom: 2010, yearTo: 2012 }, vehicleOf({ year: 2013 }))).toBe("other");
});

test("own pages are trusted before tables, records and fixes", () => {
  const order = (["document", "builtin", "record", "fix"] as const).map((kind) => trustOf({ kind }));
  expect(order).toEqual([...order].sort((a, b) => b - a));
  expect(trustOf({ kind: "document", superseded: true })).toBeLessThan(trustOf({ kind: "builtin" }));
});
