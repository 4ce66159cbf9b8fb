import { expect, test } from "vitest";
import { tenantOf } from "./tenant.ts";

test.each([
  ["localhost:3025", "demo"],
  ["brightside.localhost:3025", "brightside"],
  ["Sadama.mechanicbuddy.app", "sadama"],
  ["garage.example", undefined],
  ["mechanicbuddy.app", undefined],
  ["a.b.mechanicbuddy.app", undefined],
  ["-x.mechanicbuddy.app", undefined],
  ["sadama.mechanicbuddy.app.evil.example", undefined],
])("%s is the workshop %s", (host, tenant) => {
  expect(tenantOf(host, "mechanicbuddy.app", undefined)).toBe(tenant);
});

test("where one workshop runs alone, every host is its own", () => {
  for (const host of ["localhost:3000", "192.168.1.10", "other.mechanicbuddy.app"]) {
    expect(tenantOf(host, "mechanicbuddy.app", "main")).toBe("main");
  }
});
