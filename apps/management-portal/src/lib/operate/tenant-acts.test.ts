import { type StaffRole, staffMay, staffPermissions } from "@mechanicbuddy/contract/management/permission";
import { tenantStates } from "@mechanicbuddy/contract/management/tenants";
import { expect, test } from "vitest";
import { actsOf } from "./tenant-acts.ts";

const now = Date.parse("2026-03-17T10:42:00Z");
const mayOf = (role: StaffRole) => staffPermissions.filter((permission) => staffMay(role, permission));
const acts = (role: StaffRole, state: (typeof tenantStates)[number], deletedAt: string | null = null) => [
  ...actsOf({ state, deletedAt }, mayOf(role), now),
];

test("support is offered to look in, and nothing that changes a workshop", () => {
  for (const state of tenantStates) expect(acts("support", state).filter((act) => act !== "look")).toEqual([]);
});

test("an admin deletes and brings back, but only an owner purges", () => {
  expect(acts("admin", "active")).toContain("delete");
  expect(acts("admin", "deleted", "2026-03-01T00:00:00Z")).toEqual(["restore"]);
  expect(acts("owner", "deleted", "2026-03-01T00:00:00Z")).toEqual(["restore", "purge"]);
});

test("purging waits until a day after the deletion", () => {
  expect(acts("owner", "deleted", "2026-03-17T09:00:00Z")).toEqual(["restore", "purge-later"]);
});

test("what is gone for good offers nothing", () => {
  expect(acts("owner", "purged")).toEqual([]);
});
