import { describe, expect, test } from "vitest";
import { openDraftReader } from "./draft-reader.ts";

describe("blocks are found in what a model writes", () => {
  const read = (...texts: string[]) => {
    const reader = openDraftReader();
    return texts.flatMap((text) => reader.push(text));
  };
  test("in a list, letter by letter", () => {
    const text = '{"elements":[{"kind":"note","text":"a } \\" {"},{"kind":"fact","citations":[{"quote":"x"}]}]}';
    expect(read(...text)).toEqual([
      { kind: "note", text: 'a } " {' },
      { kind: "fact", citations: [{ quote: "x" }] },
    ]);
  });
  test("on lines, with fences, words and a line that broke off between them", () => {
    expect(
      read('Here:\n```json\n{"kind":"note"}\n{"kind":"fact", "te\n{"kind":"part"}\n{bad}\n{"kind":"test"}\n```'),
    ).toEqual([{ kind: "note" }, { kind: "part" }, { kind: "test" }]);
  });
  test("never when they do not end", () => {
    expect(read('{"elements":[{"kind":"note"', "x".repeat(30_000), "}]}")).toEqual([]);
  });
});
