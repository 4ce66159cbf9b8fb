import { staffRoles } from "@mechanicbuddy/contract/management/permission";
import { expect, test } from "vitest";
import { homeOf, mayBeAt, menuOf, type Place, placeOf, places } from "./places.ts";

const all = Object.keys(places) as Place[];

test.each(staffRoles)("the menu of %s shows no place the server refuses, and a place to begin", (role) => {
  const shown: Place[] = menuOf(role).flat();
  for (const href of shown) expect(mayBeAt(role, placeOf(href))).toBe(true);
  expect(mayBeAt(role, homeOf(role))).toBe(true);
  const hidden = all.filter((href) => mayBeAt(role, href) && !shown.includes(href));
  expect(
    hidden.filter((href) => !["/operate/tenants/new", "/operate/jobs/plan", "/operate/account"].includes(href)),
  ).toEqual([]);
});

test("support sees neither figures nor audit, staff or settings; an admin sees neither staff nor settings", () => {
  const closedTo = (role: "support" | "admin") => all.filter((href) => !mayBeAt(role, href));
  expect(closedTo("admin")).toEqual(["/operate/staff", "/operate/settings"]);
  expect(closedTo("support")).toEqual([
    "/operate",
    "/operate/tenants/new",
    "/operate/jobs/plan",
    "/operate/drift",
    "/operate/audit",
    "/operate/staff",
    "/operate/settings",
  ]);
});

test("a page belongs to the place above it, and an address nobody named to nobody", () => {
  expect(placeOf("/operate/tenants/acme/members")).toBe("/operate/tenants");
  expect(placeOf("/operate/tenants/new")).toBe("/operate/tenants/new");
  expect(placeOf("/operate/secrets")).toBeUndefined();
  expect(mayBeAt("owner", undefined)).toBe(false);
});
