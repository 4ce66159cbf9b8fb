/** A failed sign-in of one account. */
export interface Failure {
  at: Date;
}

const WINDOW_MS = 15 * 60_000;
/** So many failures in a row cost nothing. */
export const FREE_FAILURES = 5;
const FIRST_DELAY_MS = 30_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/** So many failures in a row are ever looked at from unknown browsers; then the mailed link is the way in. */
export const MOST_IN_A_ROW = 100;

/**
 * Seconds an account must still wait before its next attempt is looked at: five failures within 15 minutes cost 30 s,
 * each further one twice as much, up to 15 minutes; never for ever. The row ends when nothing was tried for 15 minutes
 * beyond its delay, so that whoever waits each delay out does not start from nothing.
 * @param failures since the last success, newest first
 */
export function secondsToWait(failures: readonly Failure[], now: Date): number {
  let row: number[] = [];
  for (const at of failures.map((failure) => failure.at.getTime()).reverse()) {
    row = alive(row, at);
    row.push(at);
  }
  const last = row.at(-1);
  if (last === undefined || alive(row, now.getTime()).length < FREE_FAILURES) return 0;
  return Math.max(0, Math.ceil((last + delayMs(row.length) - now.getTime()) / 1000));
}

/** What of a row of failures still counts at a time. */
function alive(row: readonly number[], at: number): number[] {
  if (row.length < FREE_FAILURES) return row.filter((earlier) => at - earlier < WINDOW_MS);
  return at - (row.at(-1) ?? 0) < delayMs(row.length) + WINDOW_MS ? [...row] : [];
}

function delayMs(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (failures - FREE_FAILURES), LONGEST_DELAY_MS);
}
