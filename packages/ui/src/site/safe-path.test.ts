import { expect, test } from "vitest";
import { safePath } from "./safe-path.ts";

test("a path of the site is gone to, with its question and its place", () => {
  expect(safePath("/app/work?q=482#last", "/app")).toBe("/app/work?q=482#last");
});

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "",
  null,
])("%j leads to the start page, not away", (path) => {
  expect(safePath(path, "/app")).toBe("/app");
});
