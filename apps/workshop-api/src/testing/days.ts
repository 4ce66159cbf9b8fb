const DAY_MS = 86_400_000;
const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Tallinn" });

/** The calendar day (YYYY-MM-DD) in the test workshop's zone, so many days from a moment. */
export function localDay(now: Date, days = 0): string {
  return day.format(now.getTime() + days * DAY_MS);
}
