import type { Icon } from "./icon.ts";

/** One thing that happened, newest first. */
export type TimelineEvent = {
  id: string;
  /** The day as a heading ("Tuesday 17 March") and the time ("10:42"), in the workshop's zone. */
  day: string;
  time: string;
  iso: string;
  text: string;
  by?: string;
  icon?: Icon;
  href?: string;
  before?: string;
  after?: string;
};

/** Events under their days, in the order given. */
export function byDay(events: TimelineEvent[]): { day: string; events: TimelineEvent[] }[] {
  const days: { day: string; events: TimelineEvent[] }[] = [];
  for (const event of events) {
    const last = days.at(-1);
    if (last?.day === event.day) last.events.push(event);
    else days.push({ day: event.day, events: [event] });
  }
  return days;
}
