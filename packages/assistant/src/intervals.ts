/** How often the usual jobs fall due, as typical ranges. The maker's schedule always decides. */

import { intervalRecords } from "../data/intervals.ts";
import type { Card } from "./codes/card.ts";
import { foundBest, type Locale, phrase, plainWords } from "./lexicon/phrases.ts";
import { readRecords, wordsOf } from "./lexicon/records.ts";
import type { Fuel } from "./question.ts";

export type Powertrain = "petrol" | "diesel" | "hybrid" | "electric";

export interface ServiceInterval {
  id: string;
  item: string;
  powertrains: Powertrain[];
  /** Kilometres, from and to; null where distance does not count. */
  distance: [from: number, to: number] | null;
  /** Months, from and to; null where time does not count. */
  months: [from: number, to: number] | null;
  /** What else decides. */
  note: string;
  hazards: Card["hazards"];
}

/** Said with every row. */
export const typical = "Typical range only: the maker's schedule for this car decides.";

/** The rows' powertrain of a vehicle's fuel; null where the rows have none or it is not known. */
export function powertrainOf(fuel: Fuel | null): Powertrain | null {
  if (fuel === "plug_in_hybrid") return "hybrid";
  if (fuel === "lpg") return "petrol";
  return fuel === "other" ? null : fuel;
}

const letters: Record<string, Powertrain> = { p: "petrol", d: "diesel", h: "hybrid", e: "electric" };

const known = readRecords(intervalRecords, "=*+").map(
  ({ head: [id = "", drives, distance = "-", months = "-", hazards], lines }) => ({
    interval: {
      id,
      item: lines["="]?.[0] ?? "",
      powertrains: wordsOf(drives).map((letter) => letters[letter] ?? "petrol"),
      distance: range(distance, 1000),
      months: range(months, 1),
      note: lines["+"]?.[0] ?? "",
      hazards: wordsOf(hazards) as Card["hazards"],
    } satisfies ServiceInterval,
    phrases: (lines["*"] ?? []).map(phrase),
  }),
);

/** Every row, in the order of a service sheet. */
export const intervals: readonly ServiceInterval[] = known.map((each) => each.interval);

/** The rows a text asks about, the best match first; rows of other powertrains are left out when `powertrain` is known. */
export function findIntervals(text: string, locale: Locale, powertrain: Powertrain | null = null): ServiceInterval[] {
  const plain = plainWords(text);
  return known
    .filter(({ interval }) => powertrain === null || interval.powertrains.includes(powertrain))
    .map(({ interval, phrases }) => ({ interval, score: foundBest(phrases, plain, locale) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ interval }) => interval);
}

/** When a job falls due next, from when it was done last: the early and the late end of the typical range. */
export interface Due {
  kilometres: [from: number, to: number] | null;
  /** Days as `2026-03-14`. */
  days: [from: string, to: string] | null;
}

/**
 * When a row falls due next.
 * @param last the day as `2026-03-14` and the odometer in kilometres of the last time; null where it is not known
 */
export function nextDue(row: ServiceInterval, last: { day: string | null; kilometres: number | null }): Due {
  const { day, kilometres } = last;
  return {
    kilometres: row.distance && kilometres !== null ? both(row.distance, (distance) => kilometres + distance) : null,
    days: row.months && day !== null ? both(row.months, (months) => monthsLater(day, months)) : null,
  };
}

const both = <From, To>([from, to]: [From, From], turn: (value: From) => To): [To, To] => [turn(from), turn(to)];

/** The same day of a later month, or that month's last day. */
function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

function range(written: string, unit: number): [number, number] | null {
  const [from, to] = written.split("-").map(Number);
  return written === "-" ? null : [(from ?? 0) * unit, (to ?? 0) * unit];
}
