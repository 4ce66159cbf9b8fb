/** Day, month, year and time by the clock of UTC. */
export function moment(at: string): string {
  return `${new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;
}

/** A day as people write it. */
export function day(at: string): string {
  return new Date(at).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
}

/** The whole days until a moment, counted up; 0 when it is over. */
export function daysUntil(at: string): number {
  return Math.max(0, Math.ceil((Date.parse(at) - Date.now()) / 86_400_000));
}
