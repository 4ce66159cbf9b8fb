import { invalid } from "@mechanicbuddy/contract/problem";

export interface Period {
  from: string;
  to: string;
}

const LONGEST_YEARS = 5;

/** The days asked for, or the usual ones. */
export function periodOf(asked: Partial<Period>, usual: Period): Period {
  const to = asked.to ?? usual.to;
  const from = asked.from ?? (usual.from <= to ? usual.from : to);
  if (to < from) throw invalid({ to: "The end lies before the start; choose a later day." });
  if (to > yearsAfter(from, LONGEST_YEARS)) {
    throw invalid({ from: `That is more than ${LONGEST_YEARS} years; choose a later start.` });
  }
  return { from, to };
}

/** From the first of the month eleven months ago until today. */
export function twelveMonths(today: string): Period {
  return { from: `${monthAfter(today.slice(0, 7), -11)}-01`, to: today };
}

/** The whole month before today's. */
export function lastMonth(today: string): Period {
  const month = monthAfter(today.slice(0, 7), -1);
  const last = new Date(Date.parse(`${today.slice(0, 7)}-01`) - 86_400_000).toISOString().slice(0, 10);
  return { from: `${month}-01`, to: last };
}

/** Every month a period touches, `YYYY-MM`. */
export function monthsOf({ from, to }: Period): string[] {
  const months = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month, 1)) months.push(month);
  return months;
}

function monthAfter(month: string, count: number): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}

function yearsAfter(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}
