import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { enterByHandover, setPassword, signIn } from "@mechanicbuddy/contract/identity";
import {
  approveDemo,
  confirmDemo,
  convertDemo,
  getDemo,
  listDemos,
  requestDemo,
} from "@mechanicbuddy/contract/management/demos";
import { signup, verifySignup } from "@mechanicbuddy/contract/management/signup";
import { giveGrant } from "@mechanicbuddy/contract/management/tenants";
import { inviteUser } from "@mechanicbuddy/contract/people";
import { getPlan, type PlanView } from "@mechanicbuddy/contract/plans";
import type { Route } from "@mechanicbuddy/contract/route";
import { createWorkOrder, listWorkOrders } from "@mechanicbuddy/contract/work-orders";
import { runDue } from "@mechanicbuddy/management-api/demos/demos";
import { handover } from "@mechanicbuddy/management-api/instances/instances";
import { startFakes } from "@mechanicbuddy/management-api/providers/fakes";
import { openTestPlatform, type TestPlatform } from "@mechanicbuddy/management-api/testing/api";
import { entitled, testPlatform } from "@mechanicbuddy/platform/testing/platform";
import { openTestApi, type TestApi } from "@mechanicbuddy/workshop-api/testing/shop";
import { afterAll, beforeAll, expect, test } from "vitest";

const DAY = 86_400_000;
const run = randomUUID().slice(0, 8);
const password = "otter window velvet";
let api: TestApi;
let fakes: Awaited<ReturnType<typeof startFakes>>;
let platform: TestPlatform;
/** Shows each workshop's name as its site does. */
const site = createServer(async (request, response) => {
  const host = request.headers.host ?? "";
  const door = await api.app.fastify.inject({ method: "GET", url: "/api/door", headers: { host } });
  response.writeHead(door.statusCode, { connection: "close" }).end(door.body);
});

beforeAll(async () => {
  fakes = await startFakes("localhost");
  api = await openTestApi({ withSpares: true });
  platform = await openTestPlatform({ ...fakes.settings, PLATFORM_SIGNING_KEY: testPlatform.signingKey });
  platform.clock.set(api.clock.now());
  const apiUrl = await api.app.fastify.listen({ port: 0, host: "127.0.0.1" });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  await platform.appPool.query(
    `insert into instances (id, kind, state, namespace, release, api_url, web_upstream, max_tenants, created_at)
     values ('test', 'shared', 'open', 'test', 'test', $1, $2, 100, $3)`,
    [apiUrl, `127.0.0.1:${(site.address() as AddressInfo).port}`, platform.clock.now()],
  );
});
afterAll(async () => {
  site.close();
  await platform.close();
  await api.close();
  await fakes.stop();
});

function advance(ms: number): void {
  platform.clock.advance(ms);
  api.clock.advance(ms);
}

/** Calls a workshop as its site does. */
async function inside(
  tenant: string,
  route: Route,
  body?: object,
  token?: string,
  params: Record<string, string> = {},
) {
  const answer = await api.app.fastify.inject({
    method: route.method,
    url: route.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? ""),
    headers: { host: `${tenant}.localhost`, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { payload: body }),
  });
  return { status: answer.statusCode, body: answer.body === "" ? null : answer.json() };
}

/** The owner comes over from the portal; the first time a password is chosen. */
async function ownerIn(tenant: string, email: string): Promise<string> {
  const { code } = await handover(platform.ctx(), tenant, email);
  const { body: entered } = await inside(tenant, enterByHandover, { code });
  if (entered.setPassword === null) return entered.signedIn.token;
  await inside(tenant, setPassword, { token: entered.setPassword.split("/").at(-1), password });
  return (await inside(tenant, signIn, { name: email, password })).body.token;
}

async function tokenOf(email: string, template: string): Promise<string> {
  await platform.runTasks();
  const mails = await platform.mailsTo(email);
  return String(mails.find((mail) => mail.template === template)?.data.token);
}

test("a limit that is granted is lifted in the workshop within five seconds; old and forged documents and a platform that is away change nothing", async () => {
  const id = `kask${run}`;
  const email = "mari@kask.example";
  const form = { email, name: "Mari Kask", companyName: "Kask & Sons", tenantId: id, password, filledMs: 9_000 };
  await platform.call(signup, { body: { ...form, locale: "en", country: "EE", acceptTerms: true } });
  await platform.call(verifySignup, { body: { token: await tokenOf(email, "confirm-address") } });
  await platform.runTasks();
  const owner = await ownerIn(id, email);
  const colleague = (n: number) => ({
    newEmployee: { firstName: "Jaan", lastName: `Tamm ${n}` },
    ...{ username: `jaan${n}`, email: `jaan${n}@kask.example`, role: "mechanic" },
  });
  expect((await inside(id, inviteUser, colleague(1), owner)).body).toMatchObject({ code: "plan_limit" });

  const staff = await platform.newStaff("owner");
  const grantedAt = performance.now();
  const grant = { limit: "mechanicLimit", value: 2, reason: "a friend of the house" } as const;
  await platform.call(giveGrant, { params: { id }, body: grant }, { as: staff });
  await platform.runTasks();
  expect((await inside(id, inviteUser, colleague(1), owner)).status).toBe(201);
  expect(performance.now() - grantedAt).toBeLessThan(5_000);

  const limit = async () => {
    const { usage } = (await inside(id, getPlan, undefined, owner)).body as PlanView;
    return usage.find(({ name }) => name === "users")?.allowed;
  };
  const put = async (document: string) => {
    const action = `PUT /internal/tenants/${id}/entitlement`;
    const call = await testPlatform.signCall(action, { now: api.clock.now() });
    const headers = { authorization: `Bearer ${call}` };
    const url = `/internal/tenants/${id}/entitlement`;
    return api.app.fastify.inject({ method: "PUT", url, headers, payload: { document } });
  };
  const generous = entitled(id, "enterprise", { version: 1 });
  await put(await testPlatform.signEntitlement(generous));
  expect(await limit(), "an older one").toBe(2);
  const forged = await testPlatform.signEntitlement({ ...generous, version: 99 });
  const flipped = forged.slice(0, -8) + (forged.at(-8) === "A" ? "B" : "A") + forged.slice(-7);
  expect((await put(flipped)).statusCode, "a forged one").toBeGreaterThanOrEqual(400);
  expect(await limit()).toBe(2);

  advance(DAY);
  const nextDay = (await inside(id, signIn, { name: email, password })).body.token;
  expect((await inside(id, createWorkOrder, { concern: "It squeaks." }, nextDay)).status).toBe(201);
});

test("a demo is mailed about on day 5, closed on day 7, and kept on day 10 with the order of day 3 in it", async () => {
  const email = "priit@demo.example";
  await platform.call(requestDemo, { body: { email, companyName: `Priit ${run}` } });
  await platform.call(confirmDemo, { body: { token: await tokenOf(email, "demo-confirm") } });
  const signedIn = () => platform.newStaff("owner");
  const { items } = await platform.call(listDemos, { query: { q: email } }, { as: await signedIn() });
  const params = { id: items[0]?.id ?? "" };
  const { tenant } = await platform.call(approveDemo, { params, body: {} }, { as: await signedIn() });
  if (tenant === null) throw new Error("The demo has no workshop");
  await platform.runTasks();
  const orders = async (token: string) => (await inside(tenant, listWorkOrders, undefined, token)).body.items;
  const given = await orders(await ownerIn(tenant, email));
  expect(given.length, "sample data").toBeGreaterThan(0);

  const days = async (count: number) => {
    advance(count * DAY);
    await runDue(platform.ctx());
    await platform.runTasks();
    return (await platform.call(getDemo, { params }, { as: await signedIn() })).state;
  };
  const mailed = async () => (await platform.mailsTo(email)).map(({ template }) => template);
  await days(3);
  const own = await inside(tenant, createWorkOrder, { concern: "It squeaks." }, await ownerIn(tenant, email));
  expect(own.status).toBe(201);
  expect(await days(2.1)).toBe("active");
  expect(await mailed()).toContain("demo-ending");
  expect(await days(2)).toBe("expired");
  expect(await mailed()).toContain("demo-ended");
  const { body: paused } = await inside(tenant, signIn, { name: email, password });
  expect((await inside(tenant, listWorkOrders, undefined, paused.token)).body.code).toBe("suspended");

  await days(3);
  await platform.call(convertDemo, { params, body: { removeSampleData: true } }, { as: await signedIn() });
  await platform.runTasks();
  const kept = await orders((await inside(tenant, signIn, { name: email, password })).body.token);
  expect(kept.map(({ id }: { id: string }) => id)).toContain(own.body.id);
  expect(kept.length, "untouched sample orders are gone, issued documents stay").toBeLessThan(given.length + 1);
});
