import { expect, test } from "vitest";
import { lastMonth, monthsOf, periodOf, twelveMonths } from "./period.ts";

test("the usual period is twelve months with this one, and for the books the month before", () => {
  expect(twelveMonths("2026-03-17")).toEqual({ from: "2025-04-01", to: "2026-03-17" });
  expect(lastMonth("2026-03-17")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(lastMonth("2026-01-01")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
});

test("every month of a period is there, those without sales too", () => {
  expect(monthsOf({ from: "2025-11-30", to: "2026-02-01" })).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
});

test("five years are a period, a day more is refused, and so is an end before the start", () => {
  const usual = { from: "2025-04-01", to: "2026-03-17" };
  expect(periodOf({ from: "2021-03-17", to: "2026-03-17" }, usual).from).toBe("2021-03-17");
  const refused = (asked: object) => {
    try {
      periodOf(asked, usual);
    } catch (error) {
      return (error as { errors?: unknown }).errors ?? (error as { extra?: unknown }).extra;
    }
  };
  expect(JSON.stringify(refused({ from: "2021-03-16", to: "2026-03-17" }))).toContain("more than 5 years");
  expect(JSON.stringify(refused({ from: "2026-03-18" }))).toContain("before the start");
});
