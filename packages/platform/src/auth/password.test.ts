import { expect, test } from "vitest";
import { weakness } from "./password.ts";

const about = { common: new Set(["password123", "1q2w3e4r5t"]), words: ["anna", "anna@example.com", "Sadama Auto"] };

test("three random words are a good password, whatever characters they lack", () => {
  expect(weakness("otter window velvet", about)).toBeUndefined();
});

test("short, common and repetitive passwords are refused with the reason", () => {
  expect(weakness("nine char", about)).toMatch(/10 to 128/);
  expect(weakness("x".repeat(129), about)).toMatch(/10 to 128/);
  expect(weakness("otter velvet", { ...about, shortest: 13 })).toMatch(/13 to 128/);
  expect(weakness("Password123", about)).toMatch(/Too common/);
  expect(weakness("ababababababab", about)).toMatch(/Too common/);
});

test("the person's and the workshop's name are no passwords", () => {
  expect(weakness("I am ANNA of the shop", about)).toMatch(/Leave out/);
  expect(weakness("sadama auto 2026", about)).toMatch(/Leave out/);
});
