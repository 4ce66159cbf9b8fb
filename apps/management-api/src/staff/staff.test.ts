import {
  acceptStaffInvitation,
  disableStaff,
  getStaffMe,
  inviteStaff,
  listStaff,
  staffSelf,
  updateStaff,
} from "@mechanicbuddy/contract/management/auth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "../context.ts";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";
import { codeOf, goodPassword, realStaff } from "../testing/people.ts";
import { invite } from "./staff.ts";

let platform: TestPlatform;
let owner: Awaited<ReturnType<typeof realStaff>>;
beforeAll(async () => {
  platform = await openTestPlatform();
  owner = await realStaff(platform, "owner");
});
afterAll(() => platform.close());

test("a colleague is invited by mail, chooses a password with a link that works once, and must set up a factor first", async () => {
  const body = { email: "new@example.com", name: "New", role: "admin" as const };
  const invited = await platform.call(inviteStaff, { body }, { as: owner });
  expect(invited).toMatchObject({ invitationPending: true, role: "admin" });
  const [mail] = await platform.mailsTo("new@example.com");
  const accept = (password: string) =>
    platform.answer(acceptStaffInvitation, { body: { token: String(mail?.data.token), password } });
  expect((await accept("short")).status).toBe(422);
  const answer = await accept(goodPassword);
  expect(answer.status).toBe(200);
  expect((await accept(goodPassword)).status).toBe(410);
  const me = await platform.call(getStaffMe, {}, { as: answer.body });
  expect(me).toMatchObject({ mustSetUpFactor: true, role: "admin" });
  expect((await platform.refused(staffSelf.listSessions, {}, { as: answer.body })).code).toBe("factor_setup_required");
  expect((await platform.refused(inviteStaff, { body }, { as: owner })).type).toMatch(/already-staff$/);
});

test("an invitation ends after an hour, and a new one takes its place", async () => {
  const person = { email: "late@example.com", name: "Late", role: "support" as const };
  const [, first] = await inTransaction(platform.ctx(), (ctx) => invite(ctx, person));
  const [, second] = await inTransaction(platform.ctx(), (ctx) => invite(ctx, person));
  const accept = (token: string) =>
    platform.refused(acceptStaffInvitation, { body: { token, password: goodPassword } });
  expect((await accept(first)).code).toBe("gone");
  platform.clock.advance(3_601_000);
  expect((await accept(second)).code).toBe("gone");
  const { items } = await platform.call(listStaff, {}, { as: await renewed() });
  expect(items.find(({ email }) => email === person.email)).toMatchObject({ invitationPending: true });
});

/** The owner's session anew: time has passed. */
async function renewed() {
  owner = await realStaff(platform, "owner", `owner${platform.clock.now().getTime()}@example.com`);
  return owner;
}

test("the last owner can neither step down nor be shut out; another one can, and is out at once", async () => {
  const alone = await openTestPlatform();
  const first = await realStaff(alone, "owner");
  const demote = () => alone.answer(updateStaff, { params: { id: first.id }, body: { role: "admin" } }, { as: first });
  const disable = (id: string) => alone.answer(disableStaff, { params: { id } }, { as: first });
  expect((await demote()).body).toMatchObject({ type: "https://mechanicbuddy.app/problems/last-owner" });
  expect((await disable(first.id)).status).toBe(409);
  const second = await realStaff(alone, "owner", "second@example.com");
  expect((await disable(second.id)).status).toBe(200);
  expect((await alone.refused(getStaffMe, {}, { as: second })).code).toBe("unauthenticated");
  expect((await demote()).status).toBe(409);
  alone.clock.advance(11 * 60_000);
  expect((await disable(second.id)).body).toMatchObject({ code: "proof_required" });
  await alone.call(staffSelf.refreshFactor, { body: { code: codeOf(alone, first.secret) } }, { as: first });
  expect((await disable(second.id)).status).toBe(200);
  await alone.close();
});

test("whoever gets another role signs in anew", async () => {
  await renewed();
  const helper = await realStaff(platform, "support", "helper@example.com");
  await platform.call(updateStaff, { params: { id: helper.id }, body: { role: "admin" } }, { as: owner });
  expect((await platform.refused(getStaffMe, {}, { as: helper })).code).toBe("unauthenticated");
});
