/** Day, month, year and time by the clock of UTC. */
export function moment(at: string): string {
  return `${new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" })} UTC`;
}

/** A day as people write it. */
export function day(at: string): string {
  return new Date(at).toLocaleDateString("en-GB", { dateStyle: "medium", timeZone: "UTC" });
}

/** The time of a moment by the clock of UTC. */
export function clock(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
}
