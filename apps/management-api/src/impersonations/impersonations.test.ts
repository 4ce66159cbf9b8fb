import { disableStaff } from "@mechanicbuddy/contract/management/auth";
import {
  answerImpersonation,
  askImpersonation,
  endImpersonation,
  enterImpersonation,
  listImpersonations,
  listTenantAudit,
} from "@mechanicbuddy/contract/management/operations";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestPlatform, type Person, type TestPlatform } from "../testing/api.ts";
import { openSupportDesk, type SupportDesk } from "../testing/support-desk.ts";
import { endDue } from "./impersonations.ts";

let platform: TestPlatform;
let desk: SupportDesk;
let tenant: string;
let owner: Person;
let support: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
  desk = await openSupportDesk(platform);
});
afterAll(async () => {
  await platform.close();
  await desk.close();
});
beforeEach(async () => {
  tenant = await platform.newTenant();
  desk.open.clear();
  await desk.house(tenant);
  owner = await platform.newAccount({ tenant });
  support = await platform.newStaff("support");
});

const reason = "The invoice of order 12 does not print.";
const ask = (as: Person, more: { mode?: "look" | "act"; minutes?: number; withoutOwner?: boolean } = {}) =>
  platform.answer(
    askImpersonation,
    { params: { id: tenant }, body: { mode: "look", minutes: 20, reason, ...more } },
    { as },
  );
const answer = (id: string, allow: boolean, as = owner) =>
  platform.answer(answerImpersonation, { params: { id: tenant, impersonation: id }, body: { allow } }, { as });
const enter = (id: string, as = support) => platform.answer(enterImpersonation, { params: { id } }, { as });
const end = (id: string, as: Person) => platform.answer(endImpersonation, { params: { id } }, { as });
const stateOf = async (id: string) => {
  const { rows } = await platform.appPool.query(
    'select state, ended_by as "endedBy" from impersonations where id = $1',
    [id],
  );
  return rows[0];
};
const allowed = async (as = support) => {
  const { body } = await ask(as);
  await answer(body.id, true);
  return body.id;
};

test("support gets in when the owner has allowed it, not before, and once", async () => {
  const { body, status } = await ask(support);
  expect([status, body.state, body.person]).toEqual([201, "asked", "support"]);
  expect((await platform.mailsTo(owner.email)).map(({ template }) => template)).toEqual(["support-asked"]);
  expect((await enter(body.id)).body).toMatchObject({ type: "https://mechanicbuddy.app/problems/wrong-state" });
  expect((await answer(body.id, true)).body).toMatchObject({ state: "allowed" });
  const way = await enter(body.id);
  expect(way.status).toBe(200);
  expect(way.body.url).toContain("/login/support");
  expect((await enter(body.id)).status).toBe(409);
  expect((await platform.mailsTo(owner.email)).at(-1)).toMatchObject({
    template: "support-entered",
    data: { mode: "look" },
  });
  const audit = await platform.call(listTenantAudit, { params: { id: tenant } }, { as: owner });
  expect(audit.items.find(({ action }) => action === "impersonation.enter")).toMatchObject({
    actor: "Support (support)",
    reason,
  });
});

test("what the owner refuses, or what nobody answered for a day, opens nothing", async () => {
  const first = (await ask(support)).body.id;
  await answer(first, false);
  expect((await enter(first)).status).toBe(409);
  expect((await answer(first, true)).status).toBe(409);
  const second = await allowed();
  platform.clock.advance(86_400_000 + 1_000);
  await endDue(platform.ctx());
  support = await platform.newStaff("support");
  expect(await stateOf(second)).toMatchObject({ state: "ended", endedBy: "time" });
});

test("a visit ends by the owner, by its time, and when its visitor is shut out", async () => {
  const byOwner = await allowed();
  await enter(byOwner);
  expect(desk.open.size).toBe(1);
  expect((await end(byOwner, owner)).status).toBe(204);
  expect(await stateOf(byOwner)).toMatchObject({ state: "ended", endedBy: owner.email });
  expect((await end(byOwner, support)).status).toBe(204);
  await platform.runTasks();
  expect(desk.open.size).toBe(0);

  const byTime = await allowed();
  await enter(byTime);
  platform.clock.advance(19 * 60_000);
  await endDue(platform.ctx());
  expect(await stateOf(byTime)).toMatchObject({ state: "running" });
  platform.clock.advance(61_000);
  await endDue(platform.ctx());
  expect(await stateOf(byTime)).toMatchObject({ state: "ended", endedBy: "time" });

  support = await platform.newStaff("support");
  const shutOut = await allowed();
  await enter(shutOut);
  const boss = await platform.newStaff("owner");
  await platform.call(disableStaff, { params: { id: support.id } }, { as: boss });
  expect(await stateOf(shutOut)).toMatchObject({ state: "ended", endedBy: boss.email });
});

test("looking lasts 30 minutes, acting 15, and both together an hour a day", async () => {
  const admin = await platform.newStaff("admin");
  expect((await ask(admin, { mode: "act", minutes: 16 })).body).toMatchObject({
    type: "https://mechanicbuddy.app/problems/visit-too-long",
  });
  expect((await ask(admin, { minutes: 30 })).status).toBe(201);
  expect((await ask(admin, { minutes: 20 })).status).toBe(201);
  expect((await ask(admin, { mode: "act", minutes: 11 })).status).toBe(409);
  expect((await ask(admin, { mode: "act", minutes: 10 })).status).toBe(201);
});

test("acting takes the permission and a fresh second factor; entering asks for them again", async () => {
  expect((await ask(support, { mode: "act", minutes: 10 })).body).toMatchObject({ code: "forbidden" });
  const admin = await platform.newStaff("admin");
  const { body } = await ask(admin, { mode: "act", minutes: 10 });
  await answer(body.id, true);
  platform.clock.advance(11 * 60_000);
  expect((await ask(admin, { mode: "act", minutes: 10 })).body).toMatchObject({ code: "proof_required" });
  expect((await enter(body.id, admin)).body).toMatchObject({ code: "proof_required" });
});

test("where the owner allowed it for a period, looking needs no further word, acting does", async () => {
  const until = new Date(platform.clock.now().getTime() + 3_600_000);
  await platform.appPool.query("update tenants set support_until = $1 where id = $2", [until, tenant]);
  const admin = await platform.newStaff("admin");
  expect((await ask(admin)).body.state).toBe("allowed");
  expect((await ask(admin, { mode: "act", minutes: 10 })).body.state).toBe("asked");
  platform.clock.advance(3_601_000);
  expect((await ask(await platform.newStaff("admin"))).body.state).toBe("asked");
});

test("without the owner only an owner of the platform may look, and the workshop is told", async () => {
  expect((await ask(await platform.newStaff("admin"), { withoutOwner: true })).status).toBe(403);
  const boss = await platform.newStaff("owner");
  expect((await ask(boss, { withoutOwner: true, mode: "act", minutes: 10 })).status).toBe(403);
  const { body } = await ask(boss, { withoutOwner: true });
  expect(body.state).toBe("allowed");
  expect((await platform.mailsTo(owner.email)).at(-1)).toMatchObject({ template: "support-without-owner" });
  platform.clock.advance(11 * 60_000);
  expect((await ask(boss, { withoutOwner: true })).body).toMatchObject({ code: "proof_required" });
});

test("a visit is its visitor's and its workshop's: nobody else enters, ends or sees it", async () => {
  const id = await allowed();
  expect((await enter(id, await platform.newStaff("support"))).status).toBe(404);
  const stranger = await platform.newAccount({ tenant: await platform.newTenant() });
  const viewer = await platform.newAccount({ tenant, role: "viewer" });
  expect((await end(id, stranger)).status).toBe(404);
  expect((await end(id, viewer)).status).toBe(404);
  expect((await platform.call(listImpersonations, {}, { as: stranger })).items).toEqual([]);
  expect((await platform.call(listImpersonations, {}, { as: viewer })).items).toEqual([]);
});

test("when the workshop's system cannot be reached nothing has begun, and the visit can be entered later", async () => {
  const id = await allowed();
  desk.away = true;
  expect((await enter(id)).body).toMatchObject({ code: "unavailable" });
  expect(await stateOf(id)).toMatchObject({ state: "allowed" });
  desk.away = false;
  expect((await enter(id)).status).toBe(200);
});
