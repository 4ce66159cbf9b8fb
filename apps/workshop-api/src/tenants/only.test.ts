import { randomUUID } from "node:crypto";
import { setPassword, signIn } from "@mechanicbuddy/contract/identity";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { migrate } from "@mechanicbuddy/platform/database/migrate";
import { tenantLogin, tenantPassword } from "@mechanicbuddy/platform/database/provision";
import { keysFrom } from "@mechanicbuddy/platform/keys";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { openOnly } from "./tenants.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const id = `only-${randomUUID().slice(0, 8)}`;
const owner = {
  companyName: "Acme Motors",
  ownerName: "Anna Maria Saar",
  ownerEmail: "anna@acme.example",
  locale: "en",
  country: "EE",
  sampleData: false,
} as const;

const migrateOnly = (keys = api.ground.keys) =>
  migrate({
    owner: api.ground.owner,
    appPassword: api.ground.app.password,
    tenants: api.ground.migrations,
    keys,
    only: id,
  });

test("a server of one workshop makes it by its migration, and one command opens it, once", async () => {
  await migrateOnly();
  await migrateOnly();
  const link = await openOnly(api.ground.contextOf(id), owner);
  const token = link.split("/").at(-1) ?? "";
  const send = (route: { path: string }, payload: object) =>
    api.app.fastify.inject({ method: "POST", url: route.path, headers: { host: `${id}.localhost` }, payload });
  const password = "blue ladder over quiet water";
  expect((await send(setPassword, { token, password })).statusCode).toBeLessThan(300);
  expect((await send(signIn, { name: "anna", password })).statusCode).toBe(201);
  await expect(openOnly(api.ground.contextOf(id), owner)).rejects.toThrow("This workshop is open already.");
});

test("after the root secret was replaced, the next migration lets the workshop's login in again", async () => {
  const newKeys = keysFrom("1e".repeat(64), "test");
  const enter = (keys: typeof newKeys) =>
    withClient(
      { ...api.ground.owner, user: tenantLogin(id), password: tenantPassword(keys, id) },
      async () => "it is in",
    );
  expect(await enter(api.ground.keys)).toBe("it is in");
  await expect(enter(newKeys)).rejects.toThrow("password authentication failed");
  await migrateOnly(newKeys);
  expect(await enter(newKeys)).toBe("it is in");
});

test("a workshop whose migration failed answers nobody for a while, its neighbours go on", async () => {
  const [stuck, well] = [await api.newShop(), await api.newShop()];
  const mark = (error: string | null) =>
    withClient(api.ground.owner, async (client) => {
      await client.query("update instance.tenants set migration_error = $2 where id = $1", [stuck.id, error]);
      api.ground.registry.refresh();
    });
  const statusOf = async ({ id }: { id: string }) => {
    const headers = { host: `${id}.localhost` };
    const payload = { name: "nobody", password: "blue ladder over quiet water" };
    return (await api.app.fastify.inject({ method: "POST", url: signIn.path, headers, payload })).statusCode;
  };
  await mark("no room");
  expect([await statusOf(stuck), await statusOf(well)]).toEqual([503, 401]);
  await mark(null);
  expect(await statusOf(stuck)).toBe(401);
});
