import { listAudit } from "@mechanicbuddy/contract/audit";
import * as contract from "@mechanicbuddy/contract/identity";
import { listUsers, resetFactorOfUser, updateUser } from "@mechanicbuddy/contract/people";
import type { Role } from "@mechanicbuddy/contract/permission";
import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi, tokenFor } from "../testing/shop.ts";
import { wayBack } from "./identity.ts";
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

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: shop.ctx.now().getTime() });

async function setUp(as: Role = "owner") {
  const { pending } = await shop.call(contract.startSecondFactor, {}, { as });
  const secret = pending?.secret ?? "";
  const { recoveryCodes } = await shop.call(contract.confirmSecondFactor, { body: { code: codeOf(secret) } }, { as });
  api.clock.advance(30_000);
  return { secret, recoveryCodes };
}

const firstStep = async () => {
  const refused = await shop.refused(contract.signIn, { body: { name: "anna", password } }, { as: null });
  return refused as typeof refused & { challenge: string };
};
const secondStep = (challenge: string, code: string) =>
  shop.answer(contract.giveSecondFactor, { body: { challenge, code } }, { as: null });
const fieldError = (answer: { body: unknown }) =>
  (answer.body as { errors: { field: string; message: string }[] }).errors;

test("with a second factor the password alone opens nothing; the app's code does, pasted with spaces too", async () => {
  const { secret } = await setUp();
  const { status, code, challenge } = await firstStep();
  expect([status, code]).toEqual([401, "second_factor_required"]);
  const digits = codeOf(secret);
  const answer = await secondStep(challenge, ` ${digits.slice(0, 3)} ${digits.slice(3)} `);
  expect(answer.status).toBe(201);
  expect(answer.body.me.name).toBe("Anna Saar");
});

test("a code works once, even within its half minute", async () => {
  const { secret } = await setUp();
  const code = codeOf(secret);
  expect((await secondStep((await firstStep()).challenge, code)).status).toBe(201);
  expect(fieldError(await secondStep((await firstStep()).challenge, code))).toEqual([
    { field: "code", message: "That code was already used; wait for the next one." },
  ]);
  api.clock.advance(30_000);
  expect((await secondStep((await firstStep()).challenge, codeOf(secret))).status).toBe(201);
});

test("of two people with the same code at the same moment one gets in", async () => {
  const { secret } = await setUp();
  const challenges = [(await firstStep()).challenge, (await firstStep()).challenge];
  const answers = await Promise.all(challenges.map((challenge) => secondStep(challenge, codeOf(secret))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
});

test("ten recovery codes of 20 characters: each opens once, and only their hashes are kept", async () => {
  const { recoveryCodes } = await setUp();
  expect(new Set(recoveryCodes).size).toBe(10);
  for (const code of recoveryCodes) expect(code.replaceAll("-", "")).toMatch(/^[A-Za-z0-9]{20}$/);
  const [code = ""] = recoveryCodes;
  expect((await secondStep((await firstStep()).challenge, code)).status).toBe(201);
  expect((await secondStep((await firstStep()).challenge, code)).status).toBe(422);
  expect((await shop.call(contract.getSecondFactor)).recoveryCodesLeft).toBe(9);
  const stored = JSON.stringify(
    await rows(shop.ctx.db, sql`select encode(code_sha256, 'escape') c from recovery_codes`),
  );
  expect(stored).not.toContain(code.replaceAll("-", ""));
});

test("five wrong codes end the sign-in and count as failures of the account", async () => {
  const { secret } = await setUp();
  const { challenge } = await firstStep();
  for (let n = 0; n < 5; n++) expect((await secondStep(challenge, "000000")).status).toBe(422);
  expect((await secondStep(challenge, codeOf(secret))).status).toBe(401);
  expect((await shop.refused(contract.signIn, { body: { name: "anna", password } }, { as: null })).status).toBe(429);
});

test("the second step must come within five minutes", async () => {
  const { secret } = await setUp();
  const { challenge } = await firstStep();
  api.clock.advance(6 * 60_000);
  expect((await secondStep(challenge, codeOf(secret))).status).toBe(401);
});

test("the secret is stored encrypted and is never told again once a code was given", async () => {
  const { secret } = await setUp();
  const [row] = await rows<{ secret: Buffer }>(shop.ctx.db, sql`select secret from totp_secrets`);
  expect(row?.secret.includes(Buffer.from(secret))).toBe(false);
  expect(await shop.call(contract.getSecondFactor)).toMatchObject({ pending: null, recoveryCodesLeft: 10 });
});

test("a first code that does not fit turns nothing on", async () => {
  await shop.call(contract.startSecondFactor);
  const refused = await shop.refused(contract.confirmSecondFactor, { body: { code: "123" } });
  expect(refused.errors?.[0]).toEqual({
    field: "code",
    message: "This code does not fit. Enter the one the app shows now.",
  });
  expect((await shop.answer(contract.signIn, { body: { name: "anna", password } }, { as: null })).status).toBe(201);
});

test("every change of the factor is told to the person by mail", async () => {
  await setUp();
  await shop.call(contract.renewRecoveryCodes);
  await shop.call(contract.removeSecondFactor);
  const mails = await rows(shop.ctx.db, sql`select id from messages where template = 'factor-changed'`);
  expect(mails).toHaveLength(3);
});

test("new recovery codes kill the old ones, and without a factor the password alone is enough again", async () => {
  const { recoveryCodes } = await setUp();
  await shop.call(contract.renewRecoveryCodes);
  expect((await secondStep((await firstStep()).challenge, recoveryCodes[0] ?? "")).status).toBe(422);
  await shop.call(contract.removeSecondFactor);
  expect((await shop.answer(contract.signIn, { body: { name: "anna", password } }, { as: null })).status).toBe(201);
});

test("a role that needs a second factor can do nothing before one is set up", async () => {
  await shop.call(contract.putFactorRoles, { body: { roles: ["mechanic"] } });
  const as = "mechanic";
  expect((await shop.call(contract.getMe, {}, { as })).mustAddFactor).toBe(true);
  expect(await shop.refused(contract.listMySessions, {}, { as })).toMatchObject({
    status: 403,
    code: "factor_setup_required",
  });
  await setUp(as);
  expect((await shop.call(contract.listMySessions, {}, { as })).items).toHaveLength(1);
  expect((await shop.refused(contract.removeSecondFactor, {}, { as })).detail).toBe(
    "Your role may not sign in without a second factor.",
  );
});

test("only an owner decides who needs a second factor", async () => {
  expect(await shop.refused(contract.putFactorRoles, { body: { roles: ["owner"] } }, { as: "manager" })).toMatchObject({
    code: "forbidden",
  });
});

test("after 15 minutes what matters asks for the password again, and goes on once it is given", async () => {
  const version = (await shop.call(contract.getMe)).version;
  api.clock.advance(16 * 60_000);
  const move = { body: { version, email: "anna@elsewhere.example" } };
  expect((await shop.refused(contract.startSecondFactor)).code).toBe("proof_required");
  expect((await shop.refused(contract.updateMe, move)).code).toBe("proof_required");
  const id = shop.people.manager.userId;
  const role = { params: { id }, body: { version: 1, role: "advisor" as const } };
  expect((await shop.refused(updateUser, role)).code).toBe("proof_required");
  expect((await shop.refused(contract.proveAgain, { body: { password: "not this one" } })).errors).toEqual([
    { field: "password", message: "This is not your password." },
  ]);
  await shop.call(contract.proveAgain, { body: { password } });
  expect((await shop.call(contract.updateMe, move)).email).toBe("anna@elsewhere.example");
  const told = await rows(shop.ctx.db, sql`select id from messages where template = 'email-changed'`);
  expect(told).toHaveLength(1);
});

test("one's name and language ask for no password", async () => {
  const { version } = await shop.call(contract.getMe);
  api.clock.advance(16 * 60_000);
  expect((await shop.call(contract.updateMe, { body: { version, language: "de" } })).language).toBe("de");
});

test("an owner who lost phone and codes gets back in: another owner turns the factor off, and sessions end", async () => {
  await setUp();
  const { userId } = shop.people.manager;
  const { version } = (await shop.call(listUsers)).items.find(({ id }) => id === userId) ?? { version: 0 };
  await shop.call(updateUser, { params: { id: userId }, body: { version, role: "owner" } });
  const owner = { params: { id: shop.people.owner.userId } };
  const advisor = await shop.answer(resetFactorOfUser, owner, { as: "advisor" });
  expect(advisor.status).toBe(403);
  expect((await shop.refused(resetFactorOfUser, owner)).detail).toContain("in your profile");
  const token = await tokenFor(api.app, shop.ctx, "owner", shop.people.manager);
  const other = { headers: { authorization: `Bearer ${token}` }, as: null } as const;
  const answer = await shop.answer(resetFactorOfUser, owner, other);
  expect([answer.status, answer.body.secondFactor]).toEqual([200, false]);
  expect((await shop.answer(contract.getMe)).status).toBe(401);
  expect((await shop.answer(contract.signIn, { body: { name: "anna", password } }, { as: null })).status).toBe(201);
  const { items } = await shop.call(listAudit, { query: { action: "factor.reset" } }, other);
  expect(items).toMatchObject([{ actor: "manager Tester", entityId: shop.people.owner.userId }]);
  const mails = await rows(shop.ctx.db, sql`select recipients from messages where template = 'factor-changed'`);
  expect(mails.at(-1)).toEqual({ recipients: ["anna@example.com"] });
  expect((await shop.answer(resetFactorOfUser, owner, other)).status).toBe(409);
});

test("nobody turns off the factor of an account that may do more than their own", async () => {
  await setUp();
  const owner = { params: { id: shop.people.owner.userId } };
  expect((await shop.answer(resetFactorOfUser, owner, { as: "manager" })).status).toBe(403);
});

test("the operator's link for a lone owner changes nothing until it is used, then password and factor are new; once", async () => {
  await setUp();
  await expect(wayBack(shop.ctx, "nobody")).rejects.toThrow("Nobody here is called nobody.");
  const link = await wayBack(shop.ctx, "anna@example.com");
  expect((await firstStep()).code).toBe("second_factor_required");
  const token = link.split("/").at(-1) ?? "";
  const check = await shop.call(contract.checkSetPasswordLink, { body: { token } }, { as: null });
  expect(check).toEqual({ purpose: "way_back", username: "anna" });
  const next = { body: { token, password: "maple drum anchor" } };
  await shop.call(contract.setPassword, next, { as: null });
  const signedIn = await shop.answer(
    contract.signIn,
    { body: { name: "anna", password: next.body.password } },
    { as: null },
  );
  expect(signedIn.status).toBe(201);
  expect((await shop.refused(contract.setPassword, next, { as: null })).code).toBe("gone");
});

test("an hour later the operator's link is over, and an ordinary reset never touches the factor", async () => {
  await setUp();
  const token = (await wayBack(shop.ctx, "anna")).split("/").at(-1) ?? "";
  api.clock.advance(61 * 60_000);
  expect((await shop.refused(contract.checkSetPasswordLink, { body: { token } }, { as: null })).code).toBe("gone");
  const reset = (await newLink(shop.ctx, shop.people.owner.userId, "reset")).split("/").at(-1) ?? "";
  await shop.call(contract.setPassword, { body: { token: reset, password } }, { as: null });
  expect((await firstStep()).code).toBe("second_factor_required");
});
