import { expect, test } from "vitest";
import { fromLocal, toLocal } from "./zoned.ts";

test("a promise for 17:00 means 17:00 on the workshop's clock, in winter and in summer", () => {
  expect(fromLocal("2026-03-17T17:00", "Europe/Tallinn")).toBe("2026-03-17T15:00:00.000Z");
  expect(fromLocal("2026-07-17T17:00", "Europe/Tallinn")).toBe("2026-07-17T14:00:00.000Z");
  expect(fromLocal("2026-07-17T17:00", "America/New_York")).toBe("2026-07-17T21:00:00.000Z");
});

test("the hours around a change of clocks are right too", () => {
  expect(fromLocal("2026-03-29T05:00", "Europe/Tallinn")).toBe("2026-03-29T02:00:00.000Z");
  expect(fromLocal("2026-03-29T02:30", "Europe/Tallinn")).toBe("2026-03-29T00:30:00.000Z");
  expect(toLocal(new Date("2026-10-25T02:30:00Z"), "Europe/Tallinn")).toBe("2026-10-25T04:30");
});

test("what is no time is not guessed", () => {
  expect(fromLocal("tomorrow", "Europe/Tallinn")).toBeUndefined();
});
