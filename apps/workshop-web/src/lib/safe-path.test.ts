import { expect, test } from "vitest";
import { loginAddress, safePath } from "./safe-path.ts";

test("after signing in one goes on to where one wanted to be", () => {
  const wanted = new URL("https://sadama.example/app/work?q=482");
  const next = new URL(loginAddress(wanted), wanted).searchParams.get("next");
  expect(safePath(next)).toBe("/app/work?q=482");
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
  expect(safePath(path)).toBe("/app");
});
