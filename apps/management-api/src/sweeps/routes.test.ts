import { managementRoutes } from "@mechanicbuddy/contract/management/everything";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

/** Routes of the contract whose feature is still to come. */
const awaited: string[] = [
  "GET /api/tenants",
  "GET /api/tenants/:id",
  "POST /api/tenants",
  "PATCH /api/tenants/:id",
  "POST /api/tenants/:id/handover",
  "POST /api/tenants/:id/suspend",
  "POST /api/tenants/:id/resume",
  "POST /api/tenants/:id/delete",
  "POST /api/tenants/:id/restore",
  "DELETE /api/tenants/:id",
  "POST /api/tenants/:id/repair",
  "POST /api/tenants/:id/retry",
  "POST /api/tenants/bulk",
  "POST /api/tenants/:id/keep",
  "POST /api/tenants/:id/trial",
  "POST /api/tenants/:id/export",
  "GET /api/exports/:token",
  "GET /api/tenants/:id/changes",
  "GET /api/tenants/:id/usage",
  "GET /api/tenants/:id/grants",
  "POST /api/tenants/:id/grants",
  "DELETE /api/tenants/:id/grants/:grant",
  "GET /api/jobs",
  "GET /api/jobs/:id",
  "GET /api/jobs/:id/events",
  "POST /api/jobs/:id/retry",
  "POST /api/jobs/:id/undo",
  "POST /api/jobs/:id/cancel",
  "POST /api/jobs/:id/skip",
  "POST /api/jobs/plan",
  "GET /api/drift",
  "POST /api/drift/check",
  "GET /api/instances",
  "POST /api/instances",
  "PATCH /api/instances/:id",
  "GET /internal/instances/:id/entitlements",
  "POST /internal/instances/:id/report",
  "GET /internal/routing",
];

const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

test("every route of the contract is served, and every served one stands in the contract", () => {
  const served = platform.app.routes.map(name).sort();
  expect(served.filter((each, index) => served[index - 1] === each)).toEqual([]);
  const promised = managementRoutes.map(name);
  expect(served.filter((each) => !promised.includes(each))).toEqual([]);
  expect(promised.filter((each) => !served.includes(each) && !awaited.includes(each))).toEqual([]);
});

test("every route names who may call it; one anyone may call names its limit", () => {
  for (const route of managementRoutes) {
    expect(Object.keys(route.who), name(route)).not.toEqual([]);
    if (route.who.public === true) {
      expect(route.attemptsPerHour, name(route)).toBeGreaterThan(0);
      expect(Object.keys(route.who), name(route)).toEqual(["public"]);
    }
  }
});

test("what staff must prove anew is what the specification marks", () => {
  const marked = managementRoutes.filter(({ freshFactor }) => freshFactor === true).map(name);
  expect(marked.sort()).toEqual(
    [
      "DELETE /api/tenants/:id",
      "PATCH /api/settings",
      "POST /api/accounts/:id/erase",
      "POST /api/jobs/:id/skip",
      "POST /api/staff/:id/disable",
      "POST /api/tenants/:id/grants",
    ].sort(),
  );
});
