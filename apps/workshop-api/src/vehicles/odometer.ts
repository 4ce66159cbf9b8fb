import type { Warning } from "@mechanicbuddy/contract/problem";

export interface Odometer {
  value: number;
  unit: "km" | "mi";
  readAt: string;
}

const KM_PER_MILE = 1.609344;
const PER_DAY = 1000;
const DAY_MS = 86_400_000;

/** A reading in another unit, unrounded. */
export function inUnit({ value, unit }: Pick<Odometer, "value" | "unit">, wanted: Odometer["unit"]): number {
  if (unit === wanted) return value;
  return wanted === "km" ? value * KM_PER_MILE : value / KM_PER_MILE;
}

/**
 * Why a reading looks wrong beside the last one: it is lower, or the car would have done more than 1,000 a day. Within one
 * day 1,000 are always possible. Only the last reading counts: an earlier mistake has been explained already.
 */
export function oddity(last: Odometer | undefined, next: Odometer): Warning | undefined {
  if (last === undefined) return undefined;
  const before = Math.round(inUnit(last, next.unit));
  const on = last.readAt.slice(0, 10);
  if (next.value < before) {
    const message = `Last time, on ${on}, it was ${spoken(before, next)}; now it is ${spoken(next.value, next)}. Why is it less?`;
    return { code: "odometer_lower", message };
  }
  const days = Math.max(1, (Date.parse(next.readAt) - Date.parse(last.readAt)) / DAY_MS);
  if (next.value - before <= PER_DAY * days) return undefined;
  const message = `Since ${on} that is ${spoken(next.value - before, next)}, more than 1,000 a day. Is it right?`;
  return { code: "odometer_jump", message };
}

function spoken(value: number, { unit }: Odometer): string {
  return `${value.toLocaleString("en")} ${unit}`;
}
