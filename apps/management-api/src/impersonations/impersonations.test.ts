import {
  answerImpersonation,
  askImpersonation,
  endImpersonation,
  enterImpersonation,
  listImpersonations,
} from "@mechanicbuddy/contract/management/operations";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestPlatform, type Person, type TestPlatform } from "../testing/api.ts";
import { endDue } from "./impersonations.ts";

let platform: TestPlatform;
let tenant: string;
let owner: Person;
let support: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  tenant = await platform.newTenant();
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
