import fc from "fast-check";
import { expect, test } from "vitest";
import { contrast, formatOklch, parseHex, parseOklch, toHex } from "./contrast.ts";

const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);

function colour(text: string) {
  const parsed = parseHex(text);
  if (!parsed) throw new Error(`${text} is no colour`);
  return parsed;
}

test("black on white is 21 : 1 and grey #767676 on white is the well-known 4.54 : 1", () => {
  expect(contrast(colour("#000000"), colour("#ffffff"))).toBeCloseTo(21, 2);
  expect(contrast(colour("#767676"), colour("#ffffff"))).toBeCloseTo(4.54, 2);
});

test("a colour picked by a workshop survives the way through OKLCH", () => {
  fc.assert(
    fc.property(hex, (text) => {
      expect(toHex(colour(text))).toBe(text);
    }),
    { numRuns: 1000 },
  );
});

test("what we write into a style sheet can be read back", () => {
  fc.assert(
    fc.property(hex, (text) => {
      const back = parseOklch(formatOklch(colour(text)));
      expect(back?.l).toBeCloseTo(colour(text).l, 3);
    }),
  );
});

test("anything but #rrggbb is refused", () => {
  for (const text of ["red", "#fff", "#12345g", "#1234567", "url(x)", ""]) expect(parseHex(text)).toBeUndefined();
});
