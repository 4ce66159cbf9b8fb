/** A day as people of a place write it; a dash when there is none. */
export function dayOf(at: string | null | undefined, locale: string): string {
  return at ? new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(at)) : "–";
}

/** Day and time, by the clock of UTC. */
export function momentOf(at: string, locale: string): string {
  return `${new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(at))} UTC`;
}

/** Pence as pounds. */
export function poundsOf(pence: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: "GBP" }).format(pence / 100);
}

/** Millionths of a US dollar as dollars. */
export function dollarsOf(micros: number): string {
  return new Intl.NumberFormat("en-GB", { style: "currency", currency: "USD" }).format(micros / 1_000_000);
}
