import { customerAuth, getMe } from "@mechanicbuddy/contract/management/auth";
import { checkTenantId, resendSignup, signup, verifySignup } from "@mechanicbuddy/contract/management/signup";
import { listChanges } from "@mechanicbuddy/contract/management/tenants";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cleanUp } from "../housekeeping/housekeeping.ts";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";
import { goodPassword, withPassword, workedMs } from "../testing/people.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

let addresses = 0;
const from = () => ({ headers: { "x-forwarded-for": `198.51.${++addresses}.7` } });
const form = (more: Partial<Parameters<typeof fill>[0]> = {}) => ({
  ...{ email: `new${++addresses}@example.com`, name: "Mari Kask", companyName: "Kask Auto" },
  ...{ password: goodPassword, locale: "en" as const, country: "EE", acceptTerms: true as const },
  ...more,
});
const fill = (body: {
  email: string;
  name: string;
  companyName: string;
  password: string;
  locale: "en" | "et";
  country: string;
  acceptTerms: true;
  tenantId?: string;
  plan?: "free" | "professional" | "enterprise";
  website?: string;
  filledMs?: number;
}) => platform.answer(signup, { body }, from());
const tokenOf = async (email: string) => {
  await platform.runTasks();
  const mails = await platform.mailsTo(email);
  return String(mails.filter(({ template }) => template === "confirm-address").at(-1)?.data.token);
};
const verify = (token: string) => platform.answer(verifySignup, { body: { token } }, from());

test("a form, a link, and account, workshop, membership, job and session are there at once; the link again does nothing", async () => {
  const body = form({ tenantId: "kask", plan: "professional", filledMs: 9_000 });
  const asked = await fill(body);
  expect([asked.status, asked.body]).toEqual([202, {}]);
  const before = await platform.appPool.query("select 1 from accounts where email = $1", [body.email]);
  expect(before.rowCount).toBe(0);
  const token = await tokenOf(body.email);
  const both = await Promise.all([verify(token), verify(token)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 410]);
  const made = both.find(({ status }) => status === 201)?.body;
  expect(made).toMatchObject({ tenant: "kask", plan: "professional" });
  const me = await platform.call(getMe, {}, { as: made });
  expect(me.memberships).toMatchObject([{ tenant: "kask", role: "owner", state: "provisioning" }]);
  const job = await platform.appPool.query("select tenant, kind from jobs where id = $1", [made?.job]);
  expect(job.rows).toEqual([{ tenant: "kask", kind: "provision" }]);
  const { items: changes } = await platform.call(listChanges, { params: { id: "kask" } }, { as: made });
  expect(changes).toMatchObject([{ to: "provisioning", reason: "The owner signed up.", actor: "Mari Kask" }]);
  const terms = await platform.appPool.query("select terms_version from accounts where email = $1", [body.email]);
  expect(terms.rows[0].terms_version).toMatch(/^\d{4}-/);
  const login = { email: body.email, password: goodPassword };
  expect((await platform.answer(customerAuth.login, { body: login }, from())).status).toBe(200);
});

test("a known address is answered byte for byte like a new one, mailed that it has an account, and nothing is made", async () => {
  const { email } = await withPassword(platform, await platform.newAccount());
  const [known, unknown] = [await fill(form({ email })), await fill(form())];
  const bare = ({
    date: _,
    "ratelimit-remaining": __,
    "ratelimit-reset": ___,
    "x-request-id": ____,
    ...rest
  }: Record<string, unknown>) => rest;
  expect([known.status, known.body, bare(known.headers)]).toEqual([
    unknown.status,
    unknown.body,
    bare(unknown.headers),
  ]);
  await platform.runTasks();
  expect((await platform.mailsTo(email)).map(({ template }) => template)).toEqual(["account-exists"]);
  const left = await platform.appPool.query("select 1 from signups where email = $1", [email]);
  expect(left.rowCount).toBe(0);
});

test("a known address takes as long as a new one", async () => {
  const time = async (email: string) => {
    const before = workedMs();
    expect((await fill(form({ email }))).status).toBe(202);
    return workedMs() - before;
  };
  const people = await Promise.all(Array.from({ length: 5 }, () => platform.newAccount()));
  const known: number[] = [];
  const unknown: number[] = [];
  await time("warm@example.com");
  for (const [n, { email }] of people.entries()) {
    known.push(await time(email));
    unknown.push(await time(`stranger${n}@example.com`));
  }
  // Work of this process, the least of five each: what else the machine does must not decide.
  const ratio = Math.min(...known) / Math.min(...unknown);
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.6);
  await platform.runTasks();
}, 60_000);

test("what a program fills in is answered alike and forgotten", async () => {
  for (const body of [form({ website: "http://spam.example" }), form({ filledMs: 300 })]) {
    expect((await fill(body)).status).toBe(202);
    await platform.runTasks();
    expect(await platform.mailsTo(body.email)).toEqual([]);
  }
});

test("an address is asked for three times a day at most, and a network five times an hour", async () => {
  const body = form();
  const statuses = [];
  for (let n = 0; n < 4; n++) statuses.push((await fill(body)).status);
  expect(statuses).toEqual([202, 202, 202, 429]);
  const here = { headers: { "x-forwarded-for": "192.0.2.1" } };
  const next = { headers: { "x-forwarded-for": "192.0.2.200" } };
  const burst = [];
  for (let n = 0; n < 6; n++) burst.push((await platform.answer(signup, { body: form() }, n < 5 ? here : next)).status);
  expect(burst).toEqual([202, 202, 202, 202, 202, 429]);
});

test("a name that is taken, reserved or malformed, and a weak password, are refused each in its own words", async () => {
  const taken = await platform.newTenant();
  const refused = async (more: Partial<Parameters<typeof fill>[0]>) =>
    (await fill(form(more))).body as { type: string };
  expect((await refused({ tenantId: taken })).type).toMatch(/tenant-id-taken$/);
  expect((await refused({ tenantId: "grafana" })).type).toMatch(/tenant-id-invalid$/);
  expect((await refused({ tenantId: "No" })).type).toMatch(/invalid$/);
  expect((await refused({ password: "kask kask kask" })).type).toMatch(/password-weak$/);
  const free = async (id: string) => (await platform.call(checkTenantId, { params: { id } })).free;
  expect([await free("brand-new"), await free(taken), await free("admin"), await free("demo")]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("a link works for 24 hours, is sent again when asked for, and a signup is kept for seven days", async () => {
  const body = form();
  await fill(body);
  const first = await tokenOf(body.email);
  platform.clock.advance(25 * 3_600_000);
  expect((await verify(first)).body).toMatchObject({ code: "gone" });
  const again = (email: string) => platform.answer(resendSignup, { body: { email } }, from());
  const [known, unknown] = [await again(body.email), await again("nobody@example.com")];
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  const second = await tokenOf(body.email);
  platform.clock.advance(7 * 86_400_000);
  await cleanUp(platform.ctx());
  expect((await verify(second)).status).toBe(410);
  await again(body.email);
  await platform.runTasks();
  expect(await tokenOf(body.email)).toBe(second);
});

test("when two people ask with one address the second link leads to signing in", async () => {
  const body = form();
  await fill(body);
  const first = await tokenOf(body.email);
  await fill(body);
  const second = await tokenOf(body.email);
  expect((await verify(second)).status).toBe(201);
  expect((await verify(first)).body).toMatchObject({ type: "https://mechanicbuddy.app/problems/account-exists" });
});

test("a throw-away address is not refused, but staff are told", async () => {
  const staff = await platform.newStaff("owner");
  await platform.appPool.query("update staff set password_hash = 'x'");
  const body = form({ email: "someone@mailinator.com" });
  expect((await fill(body)).status).toBe(202);
  await platform.runTasks();
  expect((await platform.mailsTo(staff.email)).map(({ template }) => template)).toEqual(["staff-disposable-address"]);
});
