import type { DueItem } from "@mechanicbuddy/contract/vehicles";
import { inUnit, type Odometer } from "./odometer.ts";

/** A reading with the workshop's date of it. */
export interface DatedReading extends Omit<Odometer, "readAt"> {
  on: string;
}

type Rule = Pick<
  DueItem,
  "dueOn" | "dueOdometer" | "everyMonths" | "everyDistance" | "lastDoneOn" | "lastDoneOdometer"
>;

const DAY_MS = 86_400_000;
/** Whoever drives so little that it takes longer is reminded by date or not at all. */
const FORESEEABLE_DAYS = 20 * 365;

/**
 * When an item falls due: the earlier of its date and its distance. What is typed wins over the interval since it was last
 * done. The distance is extrapolated from the last two readings, newest first; null when nothing tells.
 */
export function nextDueOn(item: Rule, readings: readonly DatedReading[]): string | null {
  const dates = [dueDate(item), dueByDistance(item, readings)].filter((date) => date !== null);
  return dates.sort()[0] ?? null;
}

function dueDate({ dueOn, lastDoneOn, everyMonths }: Rule): string | null {
  if (dueOn !== null) return dueOn;
  return lastDoneOn === null || everyMonths === null ? null : addMonths(lastDoneOn, everyMonths);
}

function dueByDistance({ dueOdometer, lastDoneOdometer, everyDistance }: Rule, readings: readonly DatedReading[]) {
  const interval = lastDoneOdometer === null || everyDistance === null ? null : lastDoneOdometer + everyDistance;
  const due = dueOdometer ?? interval;
  const [last, earlier] = readings;
  if (due === null || last === undefined) return null;
  if (due <= last.value) return last.on;
  if (earlier === undefined) return null;
  const driven = last.value - inUnit(earlier, last.unit);
  const days = (Date.parse(last.on) - Date.parse(earlier.on)) / DAY_MS;
  if (driven <= 0 || days < 1) return null;
  const wait = Math.ceil(((due - last.value) / driven) * days);
  return wait > FORESEEABLE_DAYS ? null : addDays(last.on, wait);
}

/** A month later is the same day, or the last one of a shorter month. */
function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
