import { listAudit } from "@mechanicbuddy/contract/audit";
import { createCustomer } from "@mechanicbuddy/contract/customers";
import { getMe, setPassword, signIn } from "@mechanicbuddy/contract/identity";
import * as contract from "@mechanicbuddy/contract/people";
import type { Role } from "@mechanicbuddy/contract/permission";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const liis = {
  newEmployee: { firstName: "Liis", lastName: "Kask" },
  username: "liis",
  email: "liis@example.com",
  role: "advisor" as Role,
};
const invite = (body: object = {}, as: Role = "owner") =>
  shop.answer(contract.inviteUser, { body: { ...liis, ...body } }, { as });
const userOf = async (role: Role) =>
  (await shop.call(contract.listUsers)).items.find((user) => user.id === shop.people[role].userId) as contract.User;
const change = async (role: Role, body: object, as: Role = "owner") => {
  const { id, version } = await userOf(role);
  return shop.answer(contract.updateUser, { params: { id }, body: { version, ...body } }, { as });
};
const mails = () =>
  rows<{ to: string; template: string; body: string }>(
    shop.ctx.db,
    sql`select recipients[1] as to, template, body from messages order by created_at, id`,
  );

test("an invited colleague gets a link by mail, chooses a password, and can sign in", async () => {
  const { body: user } = await invite({ language: "et" });
  expect(user).toMatchObject({ name: "Liis Kask", role: "advisor", invitationPending: true, disabled: false });
  const [mail] = await mails();
  expect(mail).toMatchObject({
    to: "liis@example.com",
    template: "invitation",
    body: expect.stringContaining("Tere!"),
  });
  const token = /set-password\/(\S+)/.exec(mail?.body ?? "")?.[1] ?? "";
  const password = "otter window velvet";
  await shop.call(setPassword, { body: { token, password } }, { as: null });
  const { me } = await shop.call(signIn, { body: { name: "liis", password } }, { as: null });
  expect(me).toMatchObject({ name: "Liis Kask", role: "advisor" });
  const { items } = await shop.call(listAudit, { query: { entityId: user.id, action: "user.create" } });
  expect(items).toHaveLength(1);
});

test("a person who works here already gets an account, but only one", async () => {
  const person = await shop.call(contract.createEmployee, { body: { firstName: "Liis", lastName: "Kask" } });
  const known = { newEmployee: undefined, employeeId: person.id };
  expect((await invite(known)).body).toMatchObject({ employeeId: person.id });
  expect((await invite({ ...known, username: "liis2", email: "liis2@example.com" })).body).toMatchObject({
    errors: [{ field: "employeeId", message: "Liis Kask has an account already." }],
  });
  expect((await invite({ newEmployee: undefined })).body).toMatchObject({ errors: [{ field: "employeeId" }] });
});

test("a taken user name or e-mail names the field and not the other person", async () => {
  const byName = await invite({ username: "ADVISOR" });
  expect(byName.body).toMatchObject({ errors: [{ field: "username", message: "This user name is taken." }] });
  const byEmail = await invite({ email: "Mechanic@example.com" });
  expect(byEmail.body).toMatchObject({
    errors: [{ field: "email", message: "Another account uses this e-mail address." }],
  });
  expect(JSON.stringify([byName.body, byEmail.body])).not.toContain("Tester");
  expect((await change("advisor", { email: "mechanic@example.com" })).body).toMatchObject({
    errors: [{ field: "email" }],
  });
  expect(await rows(shop.ctx.db, sql`select from employees where first_name = 'Liis'`)).toHaveLength(0);
});

test("nobody gives a role that holds what they lack: a manager cannot make owners or accountants", async () => {
  for (const role of ["owner", "accountant"] as const) {
    expect((await invite({ role }, "manager")).body).toMatchObject({ code: "forbidden" });
    expect((await change("advisor", { role }, "manager")).body).toMatchObject({ code: "forbidden" });
  }
  expect((await invite({ role: "accountant" }, "manager")).body).toMatchObject({ permission: "settings.fiscal" });
  expect((await invite({}, "manager")).status).toBe(201);
});

test("nobody changes an account that may do more than their own", async () => {
  const { userId } = shop.people.owner;
  expect((await change("owner", { username: "boss" }, "manager")).body).toMatchObject({ code: "forbidden" });
  for (const route of [contract.disableUser, contract.signOutUser, contract.resendInvitation, contract.enableUser]) {
    expect((await shop.refused(route, { params: { id: userId } }, { as: "manager" })).code).toBe("forbidden");
  }
});

test("the last active owner can neither be disabled nor demoted, not even by two at once", async () => {
  const { userId } = shop.people.owner;
  const last = { code: "conflict", detail: "Make someone else owner first." };
  expect(await shop.refused(contract.disableUser, { params: { id: userId } })).toMatchObject(last);
  expect((await change("owner", { role: "manager" })).body).toMatchObject(last);

  expect((await change("manager", { role: "owner" })).status).toBe(200);
  const answers = await Promise.all([
    shop.answer(contract.disableUser, { params: { id: userId } }, { as: "manager" }),
    shop.answer(contract.disableUser, { params: { id: shop.people.manager.userId } }),
  ]);
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  const owners = sql`select from users where role = 'owner' and disabled_at is null`;
  expect(await rows(shop.ctx.db, owners)).toHaveLength(1);
});

test("disabling an account ends its sessions at once; enabling lets the person sign in anew", async () => {
  const { userId } = shop.people.mechanic;
  expect(await shop.call(contract.disableUser, { params: { id: userId } })).toMatchObject({ disabled: true });
  expect((await shop.refused(getMe, {}, { as: "mechanic" })).code).toBe("unauthenticated");
  expect(await shop.call(contract.enableUser, { params: { id: userId } })).toMatchObject({ disabled: false });
  expect((await shop.refused(getMe, {}, { as: "mechanic" })).code).toBe("unauthenticated");
});

test("somebody whose employment ended cannot be enabled by mistake", async () => {
  const { employeeId, userId } = shop.people.mechanic;
  await run(shop.ctx.db, sql`update employees set active_until_on = '2020-01-31' where id = ${employeeId}`);
  await shop.call(contract.disableUser, { params: { id: userId } });
  expect(await shop.refused(contract.enableUser, { params: { id: userId } })).toMatchObject({
    code: "conflict",
    detail: "mechanic Tester left on 2020-01-31. Clear the last day first.",
  });
});

test("who mistyped the password too often is let in again by a colleague who manages accounts, at once", async () => {
  const { userId } = shop.people.mechanic;
  const locked = async () => (await shop.call(contract.listUsers)).items.find(({ id }) => id === userId)?.locked;
  expect((await shop.refused(contract.unlockUser, { params: { id: userId } })).code).toBe("conflict");
  const typed = (password: string) => shop.answer(signIn, { body: { name: "mechanic", password } }, { as: null });
  for (let n = 0; n < 5; n++) expect((await typed(`wrong ${n}`)).status).toBe(401);
  expect((await typed("wrong once more")).status).toBe(429);
  expect(await locked()).toBe(true);
  expect((await shop.refused(contract.unlockUser, { params: { id: userId } }, { as: "advisor" })).code).toBe(
    "forbidden",
  );
  api.clock.advance(1_000);
  expect(await shop.call(contract.unlockUser, { params: { id: userId } })).toMatchObject({ locked: false });
  expect((await typed("wrong again")).status, "looked at, and wrong").toBe(401);
  expect(await locked()).toBe(false);
});

test("signing somebody out leaves the account as it is", async () => {
  const { userId } = shop.people.mechanic;
  expect(await shop.call(contract.signOutUser, { params: { id: userId } })).toMatchObject({ disabled: false });
  expect((await shop.refused(getMe, {}, { as: "mechanic" })).code).toBe("unauthenticated");
});

test("an invitation can be sent again until a password is set; the older link is dead", async () => {
  const { body: user } = await invite();
  await shop.call(contract.resendInvitation, { params: { id: user.id } });
  const [first, second] = await mails();
  const token = (body = "") => /set-password\/(\S+)/.exec(body)?.[1] ?? "";
  const set = (body?: string) =>
    shop.answer(setPassword, { body: { token: token(body), password: "otter window velvet" } }, { as: null });
  expect((await set(first?.body)).body).toMatchObject({ code: "gone" });
  expect((await set(second?.body)).status).toBe(204);
  expect(await shop.refused(contract.resendInvitation, { params: { id: user.id } })).toMatchObject({
    code: "conflict",
  });
});

test("a copied invitation link works once, kills the mailed one, and is no mail", async () => {
  const { body: user } = await invite();
  const { link } = await shop.call(contract.copyInvitation, { params: { id: user.id } });
  const sent = await mails();
  expect(sent).toHaveLength(1);
  const tokenIn = (text = "") => /set-password\/(\S+)/.exec(text)?.[1] ?? "";
  const set = (token: string) =>
    shop.answer(setPassword, { body: { token, password: "otter window velvet" } }, { as: null });
  expect((await set(tokenIn(sent[0]?.body))).body).toMatchObject({ code: "gone" });
  expect((await set(tokenIn(link))).status).toBe(204);
  expect((await set(tokenIn(link))).body).toMatchObject({ code: "gone" });
  expect((await shop.refused(contract.copyInvitation, { params: { id: user.id } })).code).toBe("conflict");
});

test("a changed e-mail is told to the old address; who has no password yet gets the link at the new one", async () => {
  await run(shop.ctx.db, sql`update users set password_hash = 'x' where username = 'advisor'`);
  await change("advisor", { email: "new@example.com" });
  await change("mechanic", { email: "also-new@example.com" });
  expect((await mails()).map(({ to, template }) => [to, template])).toEqual([
    ["advisor@example.com", "email-changed"],
    ["also-new@example.com", "invitation"],
  ]);
});

test("renaming an account changes nothing else, and a stale form is told what it is now", async () => {
  const before = await userOf("advisor");
  const { body } = await change("advisor", { username: "counter" });
  expect(body).toEqual({ ...before, username: "counter", version: before.version + 1, lastSeenAt: expect.anything() });
  const stale = { params: { id: before.id }, body: { version: before.version, username: "desk" } };
  expect(await shop.refused(contract.updateUser, stale)).toMatchObject({
    code: "conflict",
    current: { username: "counter" },
  });
  expect((await change("advisor", { username: "a b" })).body).toMatchObject({
    errors: [{ field: "username", message: "Use 3 to 64 letters, digits, dots, dashes." }],
  });
});

test("an unused invitation can be taken back, a used account only disabled", async () => {
  const { body: user } = await invite();
  await shop.call(contract.deleteUser, { params: { id: user.id } });
  expect((await shop.call(contract.listUsers)).items.map((one) => one.username)).not.toContain("liis");
  await run(shop.ctx.db, sql`update users set password_hash = 'x' where username = 'advisor'`);
  const used = await shop.refused(contract.deleteUser, { params: { id: shop.people.advisor.userId } });
  expect(used).toMatchObject({ code: "in_use" });
});

test("a new role counts from the next request on, whatever the person's token still says", async () => {
  const customers = (as: Role) => shop.answer(createCustomer, { body: { kind: "private", lastName: "Kask" } }, { as });
  expect((await customers("advisor")).status).toBe(201);
  expect((await change("advisor", { role: "mechanic" })).status).toBe(200);
  expect((await customers("advisor")).body).toMatchObject({ code: "forbidden", permission: "customers.write" });
  expect((await shop.call(getMe, {}, { as: "advisor" })).role).toBe("mechanic");
  expect((await change("mechanic", { role: "advisor" })).status).toBe(200);
  expect((await customers("mechanic")).status).toBe(201);
});

test("accounts are seen by those who may, with their own names next door", async () => {
  const neighbour = await api.newShop();
  expect((await neighbour.call(contract.listUsers)).items).toHaveLength(6);
  expect((await shop.refused(contract.listUsers, {}, { as: "advisor" })).code).toBe("forbidden");
  const theirs = neighbour.people.mechanic.userId;
  expect((await shop.refused(contract.disableUser, { params: { id: theirs } })).code).toBe("not_found");
  expect((await invite()).status).toBe(201);
  expect((await neighbour.call(contract.inviteUser, { body: liis })).username).toBe("liis");
});

test("reading accounts costs one round trip", async () => {
  await shop.call(contract.listUsers);
  expect((await shop.answer(contract.listUsers)).cost).toMatchObject({ statements: 2, roundTrips: 1 });
});
