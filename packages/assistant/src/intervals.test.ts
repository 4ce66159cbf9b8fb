import { expect, test } from "vitest";
import { hazards } from "./codes/card.ts";
import { findIntervals, intervals, nextDue, type Powertrain, powertrainOf } from "./intervals.ts";

test("about thirty rows, each with rising ranges, a note and powertrains", () => {
  expect(intervals.length).toBeGreaterThanOrEqual(28);
  expect(new Set(intervals.map((row) => row.id)).size).toBe(intervals.length);
  for (const row of intervals) {
    expect(row.item, row.id).not.toBe("");
    expect(row.note, row.id).not.toBe("");
    expect(row.powertrains.length, row.id).toBeGreaterThan(0);
    for (const range of [row.distance, row.months]) if (range) expect(range[0], row.id).toBeLessThan(range[1]);
    for (const hazard of row.hazards) expect(hazards, row.id).toContain(hazard);
  }
});

test.each<[string, Powertrain | null, string]>([
  ["How often should I change the oil?", null, "engine-oil"],
  ["when is the oil service due", "petrol", "engine-oil"],
  ["timing belt interval?", null, "timing-belt"],
  ["when should the cambelt be done", "diesel", "timing-belt"],
  ["how often brake fluid change", null, "brake-fluid"],
  ["fuel filter", "diesel", "fuel-filter-diesel"],
  ["fuel filter", "petrol", "fuel-filter-petrol"],
  ["when do spark plugs need replacing", null, "spark-plugs"],
  ["how long does a 12v battery last", null, "starter-battery"],
  ["DSG oil change", null, "dual-clutch-oil"],
  ["how old may tyres be", null, "tyre-age"],
  ["when is my next service due?", null, "annual-inspection"],
])("“%s” on %s is %s", (asked, powertrain, id) => {
  expect(findIntervals(asked, "en-GB", powertrain)[0]?.id).toBe(id);
});

test("an electric car has no oil change and no spark plugs", () => {
  expect(findIntervals("engine oil change and spark plugs", "en-GB", "electric")).toEqual([]);
});

test("every fuel has the rows of its powertrain, and an unknown one has all", () => {
  expect((["petrol", "plug_in_hybrid", "lpg", "electric", "other", null] as const).map(powertrainOf)).toEqual([
    "petrol",
    "hybrid",
    "petrol",
    "electric",
    null,
    null,
  ]);
});

test("the next due follows from the last time, at month ends too, and is not made up from nothing", () => {
  const oil = intervals.find((row) => row.id === "engine-oil");
  const fluid = intervals.find((row) => row.id === "brake-fluid");
  if (!oil || !fluid) throw new Error("rows are missing");
  expect(nextDue(oil, { day: "2024-02-29", kilometres: 50_000 })).toEqual({
    kilometres: [60_000, 80_000],
    days: ["2025-02-28", "2026-02-28"],
  });
  expect(nextDue(oil, { day: null, kilometres: null })).toEqual({ kilometres: null, days: null });
  expect(nextDue(fluid, { day: "2024-05-10", kilometres: 10 })).toEqual({
    kilometres: null,
    days: ["2026-05-10", "2027-05-10"],
  });
});
