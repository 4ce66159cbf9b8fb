import { expect, test } from "vitest";
import { oneTypo } from "./query.ts";

test.each([
  ["a letter too many", "kaask", "kask"],
  ["a letter too few", "muler", "muller"],
  ["a wrong letter", "tanme", "tamme"],
  ["two letters swapped", "tmame", "tamme"],
  ["a wrong first letter", "pamme", "tamme"],
  ["a name not yet typed to its end", "vasilj", "vassiljev"],
])("one typo is forgiven: %s", (_, typed, known) => {
  expect(oneTypo(typed, known)).toBe(true);
});

test.each([
  ["two wrong letters", "tannu", "tamme"],
  ["another name", "saare", "kaske"],
  ["a name that ends before what was typed", "kaskoja", "kask"],
])("two typos are another name: %s", (_, typed, known) => {
  expect(oneTypo(typed, known)).toBe(false);
});
