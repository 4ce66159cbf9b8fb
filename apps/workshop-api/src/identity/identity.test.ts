import * as contract from "@mechanicbuddy/contract/identity";
import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { newLink } from "./links.ts";
import { setPasswordHash } from "./store.ts";

let api: TestApi;
let shop: Shop;
const password = "otter window velvet";

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  await setPasswordHash(shop.ctx, shop.people.owner.userId, await hashPassword(password));
});

const signIn = (name: string, given = password, more = {}) =>
  shop.answer(contract.signIn, { body: { name, password: given, ...more } }, { as: null });

test("one signs in with user name or e-mail, whatever their case", async () => {
  expect((await signIn("anna")).status).toBe(201);
  const { body } = await signIn("ANNA@example.com");
  expect(body.me).toMatchObject({
    name: "Anna Saar",
    role: "owner",
    workshop: { name: "Sadama Auto", currency: "EUR" },
  });
  expect(body.idleSeconds).toBe(1500);
});

test("wrong name, wrong password and disabled account get the same words", async () => {
  await run(shop.ctx.db, sql`update users set disabled_at = now() where username = 'manager'`);
  const answers = [await signIn("anna", "wrong words here"), await signIn("nobody"), await signIn("manager")];
  for (const { status, body } of answers) {
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: "unauthenticated", detail: "Name or password is wrong." });
  }
});

test("after five wrong passwords strangers must wait, but the owner's known browser need not", async () => {
  const { deviceToken } = (await signIn("anna")).body;
  for (let n = 0; n < 5; n++) await signIn("anna", "wrong words here");
  const delayed = await signIn("anna");
  expect(delayed.status).toBe(429);
  expect(delayed.body).toMatchObject({ detail: "Too many attempts. Try again in 30 seconds or reset the password." });
  expect((await signIn("anna", password, { deviceToken })).status).toBe(201);
});

test("signing out ends this session at once and no other", async () => {
  await shop.call(contract.signOut, {}, { as: "manager" });
  expect((await shop.refused(contract.getMe, {}, { as: "manager" })).status).toBe(401);
  expect((await shop.call(contract.getMe)).name).toBe("Anna Saar");
});

test("a role change holds from the next request, up and down", async () => {
  await run(shop.ctx.db, sql`update users set role = 'mechanic' where id = ${shop.people.manager.userId}`);
  expect((await shop.call(contract.getMe, {}, { as: "manager" })).role).toBe("mechanic");
});

test("changing the password needs the current one and ends the other sessions", async () => {
  const { token } = (await signIn("anna")).body;
  const change = (body: object) =>
    api.app.fastify.inject({
      method: "POST",
      url: "/api/me/password",
      headers: { authorization: `Bearer ${token}`, host: `${shop.id}.localhost` },
      payload: body,
    });
  const refused = await change({ currentPassword: "not this one", newPassword: "seven green bicycles" });
  expect(refused.json().errors).toEqual([{ field: "currentPassword", message: "This is not your current password." }]);
  const weak = await change({ currentPassword: password, newPassword: "anna anna anna" });
  expect(weak.json().errors[0].field).toBe("newPassword");
  expect((await change({ currentPassword: password, newPassword: "seven green bicycles" })).statusCode).toBe(204);
  expect((await shop.refused(contract.getMe)).code).toBe("unauthenticated");
  expect((await signIn("anna", "seven green bicycles")).status).toBe(201);
});

test("a set-password link works once, and a newer one kills the older", async () => {
  const link = () => inTransaction(shop.ctx, (ctx) => newLink(ctx, shop.people.advisor.userId, "invite"));
  const tokenOf = (url: string) => url.split("/").at(-1) as string;
  const [older, newer] = [tokenOf(await link()), tokenOf(await link())];
  const set = (token: string) =>
    shop.answer(contract.setPassword, { body: { token, password: "seven green bicycles" } }, { as: null });
  expect((await set(older)).body).toMatchObject({ code: "gone" });
  expect(await shop.call(contract.checkSetPasswordLink, { body: { token: newer } }, { as: null })).toEqual({
    purpose: "invite",
    username: "advisor",
  });
  expect((await set(newer)).status).toBe(204);
  expect((await set(newer)).body).toMatchObject({ code: "gone" });
  expect((await signIn("advisor", "seven green bicycles")).status).toBe(201);
});

test("a link is worth nothing after its time", async () => {
  const url = await inTransaction(shop.ctx, (ctx) => newLink(ctx, shop.people.advisor.userId, "reset"));
  api.clock.advance(61 * 60_000);
  const { status } = await shop.answer(
    contract.setPassword,
    { body: { token: url.split("/").at(-1) as string, password: "seven green bicycles" } },
    { as: null },
  );
  expect(status).toBe(410);
});

test("asking for a reset answers alike for known and unknown names, and mails at most three an hour", async () => {
  for (const name of ["anna", "nobody", "anna", "anna", "anna"]) {
    expect((await shop.answer(contract.askForReset, { body: { name } }, { as: null })).status).toBe(202);
  }
  const links = await rows(shop.ctx.db, sql`select id from set_password_links where purpose = 'reset'`);
  expect(links).toHaveLength(3);
});

test("until a forced password is changed the server refuses everything else", async () => {
  await run(shop.ctx.db, sql`update users set must_change_password = true where username = 'manager'`);
  expect(await shop.refused(contract.listMySessions, {}, { as: "manager" })).toMatchObject({
    status: 403,
    code: "password_change_required",
  });
  expect((await shop.call(contract.getMe, {}, { as: "manager" })).mustChangePassword).toBe(true);
});

test("only hashes of sessions, devices and links are stored", async () => {
  const { token, deviceToken } = (await signIn("anna")).body;
  const stored = JSON.stringify(
    await rows(
      shop.ctx.db,
      sql`select encode(token_sha256, 'escape') as t from sessions union all select encode(token_sha256, 'escape') from known_devices`,
    ),
  );
  expect(stored).not.toContain(deviceToken);
  expect(stored).not.toContain(token);
});

test("reading one's own account costs one round trip, the session check included", async () => {
  await shop.call(contract.getMe);
  const { cost } = await shop.answer(contract.getMe);
  expect(cost).toMatchObject({ statements: 2, roundTrips: 1 });
});
