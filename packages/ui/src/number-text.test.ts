import { expect, test } from "vitest";
import { readMoneyText, readOdometerText, readPercentText, readQuantityText } from "./number-text.ts";

const read = (result: { ok: true; text: string } | { ok: false }) => (result.ok ? result.text : "not understood");

test("comma and point mean the same in every language", () => {
  expect(read(readMoneyText("1,5", "EUR"))).toBe("1.50");
  expect(read(readMoneyText("1 234,50", "EUR"))).toBe("1234.50");
  expect(read(readQuantityText("4,5", "part"))).toBe("4.5");
  expect(read(readPercentText("7,5 %"))).toBe("7.5");
});

test("labour may be typed as a time", () => {
  expect(read(readQuantityText("1:30", "labour"))).toBe("1.5");
  expect(read(readQuantityText("90m", "labour"))).toBe("1.5");
  expect(read(readQuantityText("90m", "part"))).toBe("not understood");
});

test("a percentage stays between 0 and 100", () => {
  expect(read(readPercentText("100"))).toBe("100");
  expect(read(readPercentText("101"))).toBe("not understood");
  expect(read(readPercentText("-5"))).toBe("not understood");
});

test("an odometer is read however its thousands are written", () => {
  for (const typed of ["187204", "187 204", "187,204", "187.204", "187'204"]) {
    expect(read(readOdometerText(typed))).toBe("187204");
  }
  expect(read(readOdometerText("187,2"))).toBe("not understood");
});
