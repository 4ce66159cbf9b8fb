import { managementRoutes } from "@mechanicbuddy/contract/management/everything";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const name = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

test("every route of the contract is served, and every served one stands in the contract", () => {
  const served = platform.app.routes.map(name).sort();
  expect(served.filter((each, index) => served[index - 1] === each)).toEqual([]);
  const promised = managementRoutes.map(name);
  expect(served.filter((each) => !promised.includes(each))).toEqual([]);
  expect(promised.filter((each) => !served.includes(each))).toEqual([]);
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
