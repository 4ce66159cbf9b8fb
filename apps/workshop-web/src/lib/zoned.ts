/** Milliseconds by which a time zone is ahead of UTC at a moment. */
function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return local - Math.floor(at.getTime() / 1000) * 1000;
}

/** `2026-03-17T17:00`, as a datetime field gives it, on the workshop's clock → ISO 8601 UTC. Undefined when it is no time. */
export function fromLocal(text: string, timeZone: string): string | undefined {
  const wall = new Date(`${text}Z`);
  if (Number.isNaN(wall.getTime())) return undefined;
  // The offset at the wanted moment, not at the wall time read as UTC: they differ around a change of clocks.
  const first = new Date(wall.getTime() - offsetMs(wall, timeZone));
  return new Date(wall.getTime() - offsetMs(first, timeZone)).toISOString();
}

/** A moment as the workshop's clock shows it, for a datetime field. */
export function toLocal(at: Date, timeZone: string): string {
  return new Date(at.getTime() + offsetMs(at, timeZone)).toISOString().slice(0, 16);
}
