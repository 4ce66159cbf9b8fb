/** Where the time comes from. Rules take `ctx.now`, never `new Date()`, so a test can stand at any moment. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** A clock that stands still until it is told to move. */
export interface SetClock {
  readonly now: Clock;
  set(moment: Date | string): void;
  advance(ms: number): void;
}

/** @param start a moment such as `2026-03-29T00:30:00Z` */
export function setClock(start: Date | string): SetClock {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    set: (moment) => {
      at = new Date(moment).getTime();
    },
    advance: (ms) => {
      at += ms;
    },
  };
}
