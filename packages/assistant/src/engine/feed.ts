/** The events of one answer that is written in this process, for everybody who reads along. */

import type { StoredEvent } from "./event.ts";

export interface Feed {
  push(events: readonly StoredEvent[]): void;
  /** No more will come. */
  close(): void;
  /** Events after a number, those that are there first; ends with the answer, or when the reader leaves. */
  after(n: number, signal: AbortSignal): AsyncIterable<StoredEvent>;
}

export function openFeed(): Feed {
  const events: StoredEvent[] = [];
  let isClosed = false;
  let news = Promise.withResolvers<void>();
  const wake = () => {
    news.resolve();
    news = Promise.withResolvers<void>();
  };
  return {
    push: (more) => {
      events.push(...more);
      wake();
    },
    close: () => {
      isClosed = true;
      wake();
    },
    async *after(n, signal) {
      const left = Promise.withResolvers<void>();
      const leave = () => left.resolve();
      signal.addEventListener("abort", leave, { once: true });
      try {
        for (let at = events.findIndex((event) => event.n > n); ; ) {
          if (at === -1) at = events.length;
          while (at < events.length && !signal.aborted) yield events[at++] as StoredEvent;
          if (isClosed || signal.aborted) return;
          await Promise.race([news.promise, left.promise]);
        }
      } finally {
        signal.removeEventListener("abort", leave);
      }
    },
  };
}
