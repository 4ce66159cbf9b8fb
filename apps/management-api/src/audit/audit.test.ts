import { exportAudit, listAudit, listTenantAudit } from "@mechanicbuddy/contract/management/operations";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";
import { record } from "./audit.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

test("an owner sees their workshop's part of the audit and nobody else's, and not who of the staff it was", async () => {
  const [mine, theirs] = [await platform.newTenant(), await platform.newTenant()];
  const owner = await platform.newAccount({ tenant: mine });
  const staff = await platform.newStaff("admin");
  const from = { ip: "203.0.113.9", userAgent: "" };
  const asStaff = { ...platform.ctx(), actor: { kind: "staff" as const, role: "admin" as const, ...staff, ...from } };
  await record(asStaff, { action: "tenant.suspend", tenant: mine, reason: "unpaid" });
  await record(asStaff, { action: "tenant.suspend", tenant: theirs });
  const { items } = await platform.call(listTenantAudit, { params: { id: mine } }, { as: owner });
  expect(items).toMatchObject([{ action: "tenant.suspend", actor: "MechanicBuddy", address: null, reason: "unpaid" }]);
  expect(JSON.stringify(items)).not.toContain(staff.email);
  const seen = await platform.call(listTenantAudit, { params: { id: mine } }, { as: staff });
  expect(seen.items).toMatchObject([{ actor: staff.email, address: "203.0.113.9" }]);
});

test("staff read the audit page by page and take it along; both are noted", async () => {
  const staff = await platform.newStaff("admin");
  for (let n = 0; n < 3; n++) {
    platform.clock.advance(1_000);
    await record(platform.ctx(), { action: "test.entry", target: `n${n}`, after: { note: "=1+1" } });
  }
  const query = { action: "test.entry", limit: 2, total: true };
  const first = await platform.call(listAudit, { query }, { as: staff });
  const second = await platform.call(listAudit, { query: { ...query, cursor: first.nextCursor ?? "" } }, { as: staff });
  expect([...first.items, ...second.items].map(({ target }) => target)).toEqual(["n2", "n1", "n0"]);
  expect(first.total).toBe(3);
  const file = await platform.answer(exportAudit, { query: { action: "test.entry" } }, { as: staff });
  expect(String(file.body).trim().split("\n")).toHaveLength(4);
  const noted = await platform.call(listAudit, { query: { action: "audit.export" } }, { as: staff });
  expect(noted.items).toMatchObject([{ actor: staff.email }]);
  expect((await platform.refused(listAudit, {}, { as: await platform.newStaff("support") })).code).toBe("forbidden");
});
