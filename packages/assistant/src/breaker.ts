/** Keeps away from a provider that fails again and again, and looks after a while whether it is back. */

const FAILURES = 5;
const WINDOW_MS = 60_000;
const REST_MS = 30_000;

export type BreakerState = "closed" | "open" | "probing";

export interface Breaker {
  /** Whether a call may be tried now. Of an open breaker, one call in 30 s is let through to look. */
  allows(): boolean;
  succeeded(): void;
  failed(): void;
  state(): BreakerState;
}

export function openBreaker(now: () => Date): Breaker {
  let failures: number[] = [];
  let openedAt: number | null = null;
  let isProbing = false;
  const at = () => now().getTime();
  return {
    allows: () => {
      if (openedAt === null) return true;
      if (at() - openedAt < REST_MS) return false;
      openedAt = at();
      isProbing = true;
      return true;
    },
    succeeded: () => {
      failures = [];
      openedAt = null;
      isProbing = false;
    },
    failed: () => {
      failures = [...failures.filter((time) => at() - time < WINDOW_MS), at()];
      if (openedAt !== null || failures.length >= FAILURES) openedAt = at();
      isProbing = false;
    },
    state: () => (openedAt === null ? "closed" : isProbing ? "probing" : "open"),
  };
}
