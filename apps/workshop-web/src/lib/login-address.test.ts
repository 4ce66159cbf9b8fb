import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { expect, test } from "vitest";
import { loginAddress } from "./login-address.ts";

test("after signing in one goes on to where one wanted to be", () => {
  const wanted = new URL("https://sadama.example/app/work?q=482");
  const next = new URL(loginAddress(wanted), wanted).searchParams.get("next");
  expect(safePath(next, "/app")).toBe("/app/work?q=482");
});
