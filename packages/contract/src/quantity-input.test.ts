import { describe, expect, test } from "vitest";
import { parseQuantity, parseQuickLine } from "./quantity-input.ts";
import { lineAmounts } from "./totals.ts";

describe("a quantity field", () => {
  test.each([
    ["1.5", "1.5"],
    ["1,5", "1.5"],
    ["1:30", "1.5"],
    ["0:05", "0.083"],
    ["90m", "1.5"],
    ["90 min", "1.5"],
    ["20m", "0.333"],
    ["50M", "0.833"],
    ["1.5h", "1.5"],
    ["1,5 H", "1.5"],
    ["10", "10"],
    ["100.00", "100"],
    ["1.2500", "1.25"],
    [".5", "0.5"],
    ["2,", "2"],
    ["-1", "-1"],
    ["−0,5", "-0.5"],
    [" 4.125 ", "4.125"],
    ["99999.999", "99999.999"],
    ["-99999.999", "-99999.999"],
  ])("%j means %s", (text, quantity) => {
    expect(parseQuantity(text)).toEqual({ ok: true, quantity });
    expect(() => lineAmounts({ quantity, unitPriceCents: 100, discountPercent: 0 })).not.toThrow();
  });

  test.each([
    ["", "empty"],
    [" ", "empty"],
    ["two", "not_a_quantity"],
    ["1:75", "not_a_quantity"],
    ["1:5", "not_a_quantity"],
    ["1.5m", "not_a_quantity"],
    ["h", "not_a_quantity"],
    [".", "not_a_quantity"],
    ["1 000", "not_a_quantity"],
    ["1.2345", "too_many_decimals"],
    ["1.2345h", "too_many_decimals"],
    ["0", "zero"],
    ["-0.000", "zero"],
    ["0:00", "zero"],
    ["100000", "out_of_range"],
    ["-100000", "out_of_range"],
  ])("%j is answered with %s", (text, reason) => {
    expect(parseQuantity(text)).toEqual({ ok: false, reason });
  });

  test("two metres of hose never become two minutes of work", () => {
    for (const text of ["2m", "1:30", "1.5h"]) {
      expect(parseQuantity(text, "part")).toEqual({ ok: false, reason: "not_a_quantity" });
    }
    expect(parseQuantity("2,5", "part")).toEqual({ ok: true, quantity: "2.5" });
  });
});

describe("the quick line", () => {
  test.each([
    ["1.5h Replace front pads", "1.5"],
    ["1,5h Replace front pads", "1.5"],
    ["90m  Replace front pads ", "1.5"],
    ["1:30 Replace front pads", "1.5"],
    ["90min Replace front pads", undefined],
  ])("%j is labour of %s hours", (text, quantity) => {
    expect(parseQuickLine(text, "EUR")).toEqual(
      quantity ? { kind: "labour", quantity, description: "Replace front pads" } : { kind: "search", text },
    );
  });

  test("a fee and a sublet bring their price and words", () => {
    expect(parseQuickLine("fee 12 Disposal of oil", "EUR")).toEqual({
      kind: "fee",
      unitPriceCents: 1200,
      description: "Disposal of oil",
    });
    expect(parseQuickLine("SUB 80,50 Wheel alignment", "EUR")).toEqual({
      kind: "sublet",
      unitPriceCents: 8050,
      description: "Wheel alignment",
    });
    expect(parseQuickLine("fee 500 Towing", "JPY")).toMatchObject({ unitPriceCents: 500 });
  });

  test.each([
    "oil filter",
    "04E 115 561 H",
    "4006381333931",
    "1.5h",
    "90m",
    "0h nothing",
    "1:75 late",
    "10mm socket",
    "fee 12",
    "fee twelve Disposal",
    "fee 12.345 Disposal",
    "fee 99999999.99 Disposal",
    "feed pump",
    "sub 80",
    "subframe 80 bush",
    "",
  ])("%j is searched for as typed", (text) => {
    expect(parseQuickLine(text, "EUR")).toEqual({ kind: "search", text });
  });
});
