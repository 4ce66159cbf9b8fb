import { closeAccount, getMe, updateMe } from "@mechanicbuddy/contract/management/auth";
import { eraseAccount, getAccount, listAccounts, signOutAccount } from "@mechanicbuddy/contract/management/operations";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";
import { goodPassword, withPassword } from "../testing/people.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

test("a customer sees their workshops and changes name and language", async () => {
  const tenant = await platform.newTenant();
  const person = await platform.newAccount({ tenant, role: "billing" });
  const me = await platform.call(updateMe, { body: { name: "Mari Kask", locale: "et" } }, { as: person });
  expect(me).toMatchObject({
    name: "Mari Kask",
    locale: "et",
    memberships: [{ tenant, companyName: "Sadama Auto", role: "billing", state: "active" }],
  });
});

test("an account is closed with its password, and only when no workshop is left", async () => {
  const tenant = await platform.newTenant();
  const person = await withPassword(platform, await platform.newAccount({ tenant }));
  const close = (password: string) => platform.answer(closeAccount, { body: { password } }, { as: person });
  expect((await close("wrong password here")).status).toBe(422);
  expect((await close(goodPassword)).body).toMatchObject({ code: "in_use", usedIn: [{ id: tenant }] });
  await platform.appPool.query("delete from memberships where account = $1", [person.id]);
  expect((await close(goodPassword)).status).toBe(204);
  expect((await platform.refused(getMe, {}, { as: person })).code).toBe("unauthenticated");
  const left = await platform.appPool.query(
    "select 1 from accounts where email = $1 or name = 'Anna Saar' and id = $2",
    [person.email, person.id],
  );
  expect(left.rowCount).toBe(0);
});

test("staff find accounts page by page, and that they read them is noted", async () => {
  const staff = await platform.newStaff("support");
  for (let n = 0; n < 3; n++) await platform.newAccount();
  const first = await platform.call(listAccounts, { query: { limit: 2, sort: "email", total: true } }, { as: staff });
  const second = await platform.call(
    listAccounts,
    { query: { limit: 2, sort: "email", cursor: first.nextCursor ?? "" } },
    { as: staff },
  );
  const emails = [...first.items, ...second.items].map(({ email }) => email);
  expect(emails).toEqual([...emails].sort());
  const one = first.items[0];
  await platform.call(getAccount, { params: { id: one?.id ?? "" } }, { as: staff });
  const noted = await platform.appPool.query("select action, target from audit_entries where actor = $1 order by id", [
    staff.email,
  ]);
  expect(noted.rows.at(-1)).toEqual({ action: "account.read", target: one?.id });
  expect(noted.rows.filter(({ action }) => action === "accounts.list")).toHaveLength(2);
});

test("a list comes as a table too: all its pages, under the same permission", async () => {
  const staff = await platform.newStaff("support");
  for (let n = 0; n < 3; n++) await platform.newAccount();
  const table = (token: string) =>
    platform.app.fastify.inject({
      url: "/api/accounts?limit=2",
      headers: { accept: "text/csv", authorization: `Bearer ${token}` },
    });
  const { n } = (await platform.appPool.query("select count(*)::int as n from accounts where erased_at is null"))
    .rows[0];
  expect((await table(staff.token)).body.trim().split("\n")).toHaveLength(n + 1);
  expect((await table((await platform.newAccount()).token)).statusCode).toBe(401);
});

test("staff end an account's sessions; erasing takes a role above support and no workshop", async () => {
  const tenant = await platform.newTenant();
  const person = await platform.newAccount({ tenant });
  const [support, admin] = [await platform.newStaff("support"), await platform.newStaff("admin")];
  const params = { id: person.id };
  expect((await platform.refused(signOutAccount, { params }, { as: support })).code).toBe("forbidden");
  await platform.call(signOutAccount, { params }, { as: admin });
  expect((await platform.refused(getMe, {}, { as: person })).code).toBe("unauthenticated");
  expect((await platform.refused(eraseAccount, { params }, { as: admin })).type).toMatch(/account-has-workshops$/);
  await platform.appPool.query("delete from memberships where account = $1", [person.id]);
  await platform.call(eraseAccount, { params }, { as: admin });
  expect((await platform.refused(getAccount, { params }, { as: admin })).code).toBe("not_found");
});
