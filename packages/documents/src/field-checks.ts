/** Small checks to compose: each looks at one value and reports what is wrong with it under its path. */

import type { SnapshotProblem } from "./snapshot-problems.ts";

export type Check = (value: unknown, field: string, problems: SnapshotProblem[]) => void;

/** A check that accepts what `accepts` accepts and otherwise reports the value with the remedy. */
function must(accepts: (value: unknown) => boolean, remedy: string): Check {
  return (value, field, problems) => {
    if (!accepts(value)) problems.push({ field, message: `is ${shown(value)}; ${remedy}` });
  };
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const json = JSON.stringify(value) ?? typeof value;
  return json.length > 60 ? `${json.slice(0, 60)}…` : json;
}

export const text = must((v) => typeof v === "string", "give a text.");
export const filledText = must((v) => typeof v === "string" && v.trim() !== "", "give a text that is not empty.");
export const flag = must((v) => typeof v === "boolean", "give true or false.");
export const cents = must((v) => Number.isSafeInteger(v), "give whole minor units, such as 2697 for 26.97.");
export const days = must((v) => Number.isInteger(v) && Number(v) >= 0, "give a whole number of days, 0 or more.");
export const wholeNumber = must((v) => Number.isSafeInteger(v) && Number(v) >= 0, "give a whole number, 0 or more.");
export const percent = must(
  (v) => typeof v === "number" && v >= 0 && v <= 100 && /^\d+(\.\d{1,2})?$/.test(String(v)),
  "give a percentage from 0 to 100 with at most two decimals.",
);
export const quantity = must(
  (v) => typeof v === "string" && /^-?\d{1,9}(\.\d{1,3})?$/.test(v),
  'give a decimal text with at most three decimals, such as "1.5".',
);
export const date = must(isDate, 'give a date such as "2026-03-17".');
export const currency = must(
  (v) => typeof v === "string" && /^[A-Z]{3}$/.test(v),
  'give an ISO 4217 code such as "EUR".',
);
export const locale = must(isLocale, 'give a BCP 47 locale such as "en-GB".');

export function oneOf(choices: readonly (string | number)[]): Check {
  return must((v) => choices.some((choice) => choice === v), `give one of ${choices.join(", ")}.`);
}

/** Absent values pass; `null` counts as absent because that is how databases say it. */
export function optional(check: Check): Check {
  return (value, field, problems) => {
    if (value !== undefined && value !== null) check(value, field, problems);
  };
}

export function list(item: Check): Check {
  return (value, field, problems) => {
    if (!Array.isArray(value)) {
      problems.push({ field, message: `is ${shown(value)}; give a list.` });
      return;
    }
    for (const [index, entry] of value.entries()) item(entry, `${field}[${index}]`, problems);
  };
}

export function object(fields: Record<string, Check>): Check {
  return (value, field, problems) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      problems.push({ field: field || "snapshot", message: `is ${shown(value)}; give an object.` });
      return;
    }
    const entries = new Map<string, unknown>(Object.entries(value));
    for (const [name, check] of Object.entries(fields)) {
      check(entries.get(name), field ? `${field}.${name}` : name, problems);
    }
  };
}

function isDate(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

function isLocale(value: unknown): boolean {
  if (typeof value !== "string") return false;
  try {
    return Intl.getCanonicalLocales(value).length === 1;
  } catch {
    // The only error this throws is RangeError for a text that is no locale, which is the answer.
    return false;
  }
}
