import { expect, test } from "vitest";
import { weakness } from "./password.ts";
import { secondsToWait } from "./throttle.ts";

const about = { common: new Set(["password123", "1q2w3e4r5t"]), words: ["anna", "anna@example.com", "Sadama Auto"] };

test("three random words are a good password, whatever characters they lack", () => {
  expect(weakness("otter window velvet", about)).toBeUndefined();
});

test("short, common and repetitive passwords are refused with the reason", () => {
  expect(weakness("nine char", about)).toMatch(/10 to 128/);
  expect(weakness("x".repeat(129), about)).toMatch(/10 to 128/);
  expect(weakness("Password123", about)).toMatch(/Too common/);
  expect(weakness("ababababababab", about)).toMatch(/Too common/);
});

test("the person's and the workshop's name are no passwords", () => {
  expect(weakness("I am ANNA of the shop", about)).toMatch(/Leave out/);
  expect(weakness("sadama auto 2026", about)).toMatch(/Leave out/);
});

test("five wrong passwords delay an account by 30 seconds, doubling to 15 minutes, never for ever", () => {
  const now = new Date("2026-03-17T10:42:00Z");
  const failures = (count: number) => Array.from({ length: count }, () => ({ at: now }));
  expect(secondsToWait(failures(4), now)).toBe(0);
  expect(secondsToWait(failures(5), now)).toBe(30);
  expect(secondsToWait(failures(7), now)).toBe(120);
  expect(secondsToWait(failures(100), now)).toBe(900);
  expect(secondsToWait(failures(100), new Date(now.getTime() + 16 * 60_000))).toBe(0);
});
