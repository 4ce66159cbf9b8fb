/** A failed sign-in of one account, newest first. */
export interface Failure {
  at: Date;
}

const WINDOW_MS = 15 * 60_000;
const FREE = 5;
const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/**
 * Seconds an account must still wait before its next attempt is looked at: five failures within 15 minutes cost 30 s,
 * each further one twice as much, up to 15 minutes; never for ever.
 */
export function secondsToWait(failures: readonly Failure[], now: Date): number {
  const recent = failures.filter((failure) => now.getTime() - failure.at.getTime() < WINDOW_MS);
  const newest = recent[0];
  if (newest === undefined || recent.length < FREE) return 0;
  const delay = Math.min(FIRST_DELAY_MS * 2 ** (recent.length - FREE), LONGEST_DELAY_MS);
  return Math.max(0, Math.ceil((newest.at.getTime() + delay - now.getTime()) / 1000));
}
