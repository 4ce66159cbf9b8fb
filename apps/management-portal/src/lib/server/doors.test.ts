import { safePath } from "@mechanicbuddy/ui/site/safe-path";
import { expect, test } from "vitest";
import { doorOf, loginAddress } from "./doors.ts";

test.each([
  ["/", undefined],
  ["/pricing", undefined],
  ["/signup/progress", undefined],
  ["/workshops", "customer"],
  ["/workshops/acme/data", "customer"],
  ["/account", "customer"],
  ["/accounting", undefined],
  ["/operate", "staff"],
  ["/operate/tenants/acme", "staff"],
  ["/operate/factor", "staff"],
  ["/operate/login", undefined],
  ["/operate/accept", undefined],
  ["/operate/reset/confirm", undefined],
  ["/operated", undefined],
])("%s asks for %s", (pathname, kind) => {
  expect(doorOf(pathname)).toBe(kind);
});

test("after signing in one goes on to where one wanted to be, by the door of that page", () => {
  const wanted = new URL("https://portal.example/operate/tenants?state=failed");
  const login = new URL(loginAddress("staff", wanted), wanted);
  expect(login.pathname).toBe("/operate/login");
  expect(safePath(login.searchParams.get("next"), "/operate")).toBe("/operate/tenants?state=failed");
  expect(loginAddress("customer", new URL("https://portal.example/workshops"))).toBe("/login");
});
