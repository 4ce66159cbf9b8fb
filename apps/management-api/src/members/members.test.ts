import {
  acceptInvitation,
  confirmTransfer,
  inviteMember,
  listMembers,
  removeMember,
  updateMember,
  withdrawInvitation,
} from "@mechanicbuddy/contract/management/tenants";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestPlatform, type Person, type TestPlatform } from "../testing/api.ts";

let platform: TestPlatform;
let tenant: string;
let owner: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  tenant = await platform.newTenant();
  owner = await platform.newAccount({ tenant });
});

const invite = (email: string, role: "owner" | "billing" | "viewer", transfersOwnership = false) =>
  platform.call(inviteMember, { params: { id: tenant }, body: { email, role, transfersOwnership } }, { as: owner });
const tokenOf = async (email: string) => String((await platform.mailsTo(email)).at(-1)?.data.token);
const roles = async (as: Person) =>
  Object.fromEntries(
    (await platform.call(listMembers, { params: { id: tenant } }, { as })).items.map(({ email, role }) => [
      email,
      role,
    ]),
  );

test("whoever is invited belongs once they accept with that very address; the link works once", async () => {
  const [guest, other] = [await platform.newAccount(), await platform.newAccount()];
  await invite(guest.email, "billing");
  const body = { token: await tokenOf(guest.email) };
  expect((await platform.refused(acceptInvitation, { body }, { as: other })).type).toMatch(/other-address$/);
  expect(await platform.call(acceptInvitation, { body }, { as: guest })).toEqual({
    tenant,
    role: "billing",
    awaitsOwner: false,
  });
  expect((await platform.refused(acceptInvitation, { body }, { as: guest })).code).toBe("gone");
  expect(await roles(owner)).toEqual({ [owner.email]: "owner", [guest.email]: "billing" });
  expect(
    (
      await platform.answer(
        inviteMember,
        { params: { id: tenant }, body: { email: guest.email, role: "viewer" } },
        { as: owner },
      )
    ).body,
  ).toMatchObject({ type: "https://mechanicbuddy.app/problems/already-member" });
});

test("whoever has no account gets one, with a link to choose its password", async () => {
  await invite("new@example.com", "viewer");
  const [mail] = await platform.mailsTo("new@example.com");
  expect(mail).toMatchObject({ template: "invitation-new" });
  expect(mail?.data.passwordToken).not.toBe(mail?.data.token);
});

test("an invitation ends after seven days, when it is withdrawn, or when a new one is sent", async () => {
  const guest = await platform.newAccount();
  const accept = async (token: string) =>
    (await platform.answer(acceptInvitation, { body: { token } }, { as: guest })).status;
  await invite(guest.email, "viewer");
  const first = await tokenOf(guest.email);
  platform.clock.advance(1_000);
  const second = await invite(guest.email, "viewer");
  expect(await accept(first)).toBe(410);
  await platform.call(withdrawInvitation, { params: { id: tenant, invitation: second.id } }, { as: owner });
  expect(await accept(await tokenOf(guest.email))).toBe(410);
});

test("the last owner can be neither removed nor demoted, not even by two at once", async () => {
  const second = await platform.newAccount({ tenant });
  const demote = (account: Person, as: Person) =>
    platform.answer(updateMember, { params: { id: tenant, account: account.id }, body: { role: "viewer" } }, { as });
  const both = await Promise.all([demote(owner, second), demote(second, owner)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const left = both[0].status === 200 ? second : owner;
  const params = { id: tenant, account: left.id };
  expect((await platform.refused(removeMember, { params }, { as: left })).type).toMatch(/last-owner$/);
});

test("ownership passes when both sides have confirmed, and not before", async () => {
  const heir = await platform.newAccount();
  const made = await invite(heir.email, "owner", true);
  const confirm = () =>
    platform.answer(confirmTransfer, { params: { id: tenant, invitation: made.id } }, { as: owner });
  expect((await confirm()).body).toMatchObject({ type: "https://mechanicbuddy.app/problems/not-accepted" });
  const body = { token: await tokenOf(heir.email) };
  expect((await platform.call(acceptInvitation, { body }, { as: heir })).awaitsOwner).toBe(true);
  expect((await platform.refused(listMembers, { params: { id: tenant } }, { as: heir })).code).toBe("not_found");
  expect((await confirm()).status).toBe(204);
  expect(await roles(heir)).toEqual({ [owner.email]: "viewer", [heir.email]: "owner" });
  expect((await platform.mailsTo(owner.email)).map(({ template }) => template)).toEqual([
    "transfer-accepted",
    "transfer-done",
  ]);
  expect((await confirm()).status).toBe(403);
});
