import { afterEach, expect, test, vi } from "vitest";
import { formatDocumentNumber, numberPatternProblems } from "./number-pattern.ts";

afterEach(() => vi.unstubAllEnvs());

const codes = (pattern: string, resets: "yearly" | "never" = "never") =>
  numberPatternProblems(pattern, resets).map(({ code }) => code);

test.each([
  ["{n}", 1042, "1042"],
  ["{yyyy}-{n:5}", 31, "2026-00031"],
  ["C{yyyy}-{n:5}", 1, "C2026-00001"],
  ["R{n}", 7, "R7"],
  ["{yy}{mm}/{n:3}", 12, "2603/012"],
  ["{n:2}", 12_345, "12345"],
])("pattern %s numbers %i as %s", (pattern, n, number) => {
  expect(codes(pattern)).toEqual([]);
  expect(formatDocumentNumber(pattern, { n, date: "2026-03-17" })).toBe(number);
});

test("a pattern needs the running number", () => {
  expect(numberPatternProblems("INV-{yyyy}", "yearly")).toEqual([
    { code: "missing_number", message: "Add {n}, the running number." },
  ]);
  expect(codes("")).toEqual(["missing_number"]);
});

test("a series that restarts every year needs the year, or last year's numbers would come again", () => {
  expect(codes("{n:5}", "yearly")).toEqual(["missing_year"]);
  expect(codes("{mm}-{n}", "yearly")).toEqual(["missing_year"]);
  expect(codes("{yy}-{n}", "yearly")).toEqual([]);
  expect(codes("{n:5}", "never")).toEqual([]);
});

test("a pattern may have 30 characters", () => {
  expect(codes(`${"A".repeat(27)}{n}`)).toEqual([]);
  expect(codes(`${"A".repeat(28)}{n}`)).toEqual(["too_long"]);
});

test.each(["{year}", "{N}", "{n:0}", "{n:12}", "{yyy}", "{}", "{", "}", "{dd"])("an unknown %s is named", (brace) => {
  const problems = numberPatternProblems(`{n}-${brace}`, "never");
  expect(problems.map(({ code }) => code)).toEqual(["unknown_brace"]);
  expect(problems[0]?.message).toBe(`${brace} is not known; use {yyyy}, {yy}, {mm}, {n} or {n:5}.`);
  expect(() => formatDocumentNumber(`{n}-${brace}`, { n: 1, date: "2026-01-01" })).toThrow(brace);
});

test("every mistake of a pattern is told at once", () => {
  expect(codes("{month}-{day}", "yearly")).toEqual([
    "missing_number",
    "missing_year",
    "unknown_brace",
    "unknown_brace",
  ]);
});

test("the year on New Year's Day is the workshop's, wherever the server stands", () => {
  for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    vi.stubEnv("TZ", zone);
    expect(formatDocumentNumber("{yyyy}-{n}", { n: 1, date: "2026-01-01" })).toBe("2026-1");
  }
});

test("numbers start at 1 and dates are dates", () => {
  expect(() => formatDocumentNumber("{n}", { n: 0, date: "2026-01-01" })).toThrow("n is 0; give a whole number from 1");
  expect(() => formatDocumentNumber("{n}", { n: 1.5, date: "2026-01-01" })).toThrow("n is 1.5");
  expect(() => formatDocumentNumber("{n}", { n: 1, date: "17.03.2026" })).toThrow(
    'date is "17.03.2026"; give YYYY-MM-DD',
  );
});
