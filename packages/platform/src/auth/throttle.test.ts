import { expect, test } from "vitest";
import { secondsToWait } from "./throttle.ts";

const start = new Date("2026-03-02T22:00:00Z").getTime();
const at = (seconds: number) => ({ at: new Date(start + seconds * 1000) });
const wait = (seconds: number[], now: number) => secondsToWait(seconds.map(at).reverse(), new Date(start + now * 1000));

test("four wrong passwords cost nothing, the fifth 30 seconds, and each further one twice as much up to 15 minutes", () => {
  const failures: number[] = [];
  const waits: number[] = [];
  for (let n = 0, now = 0; n < 12; n++) {
    failures.push(now);
    waits.push(wait(failures, now));
    now += Math.max(1, waits.at(-1) ?? 0);
  }
  expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test("whoever waits out the longest delay all night is delayed as long after every try", () => {
  const failures = [0, 1, 2, 3, 4, 34, 94, 214, 454, 934, 1834];
  for (let now = 2734; now < 8 * 3600; now += 900) {
    failures.push(now);
    expect(wait(failures, now)).toBe(900);
  }
});

test("after a quiet half hour an account starts anew", () => {
  const failures = [0, 1, 2, 3, 4, 34, 94, 214, 454, 934];
  expect(wait(failures, 934 + 1800)).toBe(0);
  expect(wait([...failures, 934 + 1801], 934 + 1801)).toBe(0);
});

test("five failures spread over a morning are nobody's attack", () => {
  expect(wait([0, 1000, 2000, 3000, 4000], 4000)).toBe(0);
});
