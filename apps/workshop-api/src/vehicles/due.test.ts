import { expect, test } from "vitest";
import { nextDueOn } from "./due.ts";
import { oddity } from "./odometer.ts";

const item = {
  dueOn: null,
  dueOdometer: null,
  everyMonths: null,
  everyDistance: null,
  lastDoneOn: null,
  lastDoneOdometer: null,
};
const km = (value: number, on: string) => ({ value, unit: "km" as const, on });
/** 10,000 km in 100 days. */
const driven = [km(60_000, "2026-04-11"), km(50_000, "2026-01-01")];

test("a typed date is the due date", () => {
  expect(nextDueOn({ ...item, dueOn: "2027-03-01" }, [])).toBe("2027-03-01");
});

test("an interval in months runs from when it was last done, to the last day of a shorter month", () => {
  expect(nextDueOn({ ...item, everyMonths: 12, lastDoneOn: "2026-03-15" }, [])).toBe("2027-03-15");
  expect(nextDueOn({ ...item, everyMonths: 1, lastDoneOn: "2026-01-31" }, [])).toBe("2026-02-28");
  expect(nextDueOn({ ...item, everyMonths: 12, lastDoneOn: "2028-02-29" }, [])).toBe("2029-02-28");
});

test("a distance falls due when the car will have driven it, judged by its last two readings", () => {
  expect(nextDueOn({ ...item, dueOdometer: 65_000 }, driven)).toBe("2026-05-31");
  expect(nextDueOn({ ...item, everyDistance: 15_000, lastDoneOdometer: 50_000 }, driven)).toBe("2026-05-31");
});

test("the earlier of date and distance counts", () => {
  expect(nextDueOn({ ...item, dueOn: "2026-05-01", dueOdometer: 65_000 }, driven)).toBe("2026-05-01");
  expect(nextDueOn({ ...item, dueOn: "2026-12-01", dueOdometer: 65_000 }, driven)).toBe("2026-05-31");
});

test("a distance already driven is due since that reading", () => {
  expect(nextDueOn({ ...item, dueOdometer: 55_000 }, driven)).toBe("2026-04-11");
});

test("nothing is foretold from one reading, a standing car or an instrument that went back", () => {
  expect(nextDueOn({ ...item, dueOdometer: 65_000 }, driven.slice(0, 1))).toBeNull();
  expect(nextDueOn({ ...item, dueOdometer: 65_000 }, [km(60_000, "2026-04-11"), km(60_000, "2026-01-01")])).toBeNull();
  expect(nextDueOn({ ...item, dueOdometer: 65_000 }, [km(60_000, "2026-04-11"), km(90_000, "2026-01-01")])).toBeNull();
  expect(nextDueOn(item, driven)).toBeNull();
});

const reading = (value: number, readAt: string, unit: "km" | "mi" = "km") => ({ value, unit, readAt });

test("a reading below the last one looks odd, and so does more than 1,000 a day", () => {
  const last = reading(187_000, "2026-03-01T08:00:00Z");
  expect(oddity(last, reading(87_000, "2026-05-01T08:00:00Z"))?.code).toBe("odometer_lower");
  expect(oddity(last, reading(187_000, "2026-05-01T08:00:00Z"))).toBeUndefined();
  expect(oddity(last, reading(197_000, "2026-03-11T08:00:00Z"))).toBeUndefined();
  expect(oddity(last, reading(197_001, "2026-03-11T08:00:00Z"))?.code).toBe("odometer_jump");
  expect(oddity(undefined, reading(1, "2026-03-11T08:00:00Z"))).toBeUndefined();
});

test("a test drive an hour after intake is not odd", () => {
  const last = reading(187_000, "2026-03-01T08:00:00Z");
  expect(oddity(last, reading(187_060, "2026-03-01T09:00:00Z"))).toBeUndefined();
});

test("readings in miles and kilometres are compared by distance", () => {
  const last = reading(100_000, "2026-03-01T08:00:00Z", "mi");
  expect(oddity(last, reading(160_000, "2026-05-01T08:00:00Z"))?.code).toBe("odometer_lower");
  expect(oddity(last, reading(161_000, "2026-05-01T08:00:00Z"))).toBeUndefined();
});
