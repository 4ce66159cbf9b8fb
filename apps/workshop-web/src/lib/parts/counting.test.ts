import { expect, test } from "vitest";
import { differenceOf } from "./counting.ts";

test("a count shows what is too much or too little against the books", () => {
  expect(differenceOf("3", "4.5")).toBe("-1.5");
  expect(differenceOf("4,5", "4.5")).toBe("0");
  expect(differenceOf("7", "4.5")).toBe("2.5");
});

test("what is not counted yet has no difference", () => {
  expect(differenceOf("", "4")).toBeUndefined();
  expect(differenceOf("many", "4")).toBeUndefined();
});
