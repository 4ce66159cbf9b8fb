import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { putRegistration } from "@mechanicbuddy/contract/internal";
import { entitled, testPlatform } from "@mechanicbuddy/platform/testing/platform";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import { callBack } from "./calling-back.ts";
import { groundOf } from "./tenants.ts";

const token = "the token of this instance, long enough";
let api: TestApi;
let platform: Server;
let documents: { tenant: string; document: string }[] = [];
let reported: { tenants: { tenant: string }[] } | undefined;

beforeAll(async () => {
  api = await openTestApi();
  platform = createServer(async (request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end();
    if (request.url === "/internal/instances/test/entitlements") {
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end(JSON.stringify({ items: documents }));
    }
    if (request.url !== "/internal/instances/test/report") return void response.writeHead(404).end();
    reported = JSON.parse(Buffer.concat(await request.toArray()).toString());
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => platform.listen(0, "127.0.0.1", resolve));
  const platformUrl = `http://127.0.0.1:${(platform.address() as AddressInfo).port}`;
  const call = await testPlatform.signCall(`PUT ${putRegistration.path}`, { now: api.clock.now() });
  const headers = { authorization: `Bearer ${call}` };
  await api.app.fastify.inject({ method: "PUT", url: putRegistration.path, headers, payload: { token, platformUrl } });
});
afterAll(async () => {
  await new Promise((resolve) => platform.close(resolve));
  await api.close();
});

const versionOf = async (id: string) => (await api.app.registry.find(id))?.entitlement?.version ?? 0;
const again = () => callBack(groundOf(api.app, api.registrar), "test");
const sign = async (tenant: string, version: number, options = {}) => ({
  tenant,
  document: await testPlatform.signEntitlement(entitled(tenant, "free", { version }), options),
});

test("what the platform could not send is fetched: the newer document holds, older, foreign and forged ones do not", async () => {
  const [ours, other] = [await api.newShop(), await api.newShop()];
  documents = [await sign(ours.id, 4), await sign("nobody-here", 9)];
  await again();
  expect(await versionOf(ours.id)).toBe(4);
  expect(reported?.tenants.map(({ tenant }) => tenant)).toEqual(expect.arrayContaining([ours.id, other.id]));
  const { document } = await sign(ours.id, 9);
  documents = [
    await sign(ours.id, 3),
    await sign(ours.id, 9, { instance: "elsewhere" }),
    { tenant: other.id, document },
    { tenant: other.id, document: `${document.slice(0, -8)}AAAAAAAA` },
  ];
  await again();
  expect([await versionOf(ours.id), await versionOf(other.id)]).toEqual([4, 0]);
});

test("a platform that is away or talks nonsense changes nothing", async () => {
  const shop = await api.newShop();
  documents = [await sign(shop.id, 2)];
  await again();
  documents = [{ tenant: shop.id } as never];
  await again();
  await new Promise((resolve) => platform.close(resolve));
  await again();
  expect(await versionOf(shop.id)).toBe(2);
});

test("of all processes of an instance one calls back in an hour", async () => {
  const now = new Date("2026-03-17T08:00:00Z");
  const claims = await Promise.all([1, 2, 3].map(() => api.registrar.claimHour(now)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  expect(await api.registrar.claimHour(new Date(now.getTime() + 3_600_000))).toBe(true);
});
