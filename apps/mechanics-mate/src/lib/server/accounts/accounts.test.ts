import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestSite, type TestSite } from "../testing/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await openTestSite();
});
afterAll(() => site.close());
let n = 0;
let email = "";
beforeEach(() => {
  n++;
  email = `mechanic${n}@example.com`;
});

const password = "otter window velvet";
const mails = (to: string) =>
  site.site.database.shared
    .run<{ kind: string; text: string }>({
      text: "select kind, body_text as text from mate.mails where recipient = $1 order by created_at, id",
      values: [to],
    })
    .then(({ rows }) => rows);
const lastLink = async (to: string) => {
  const link = /token=([\w-]+)/.exec((await mails(to)).at(-1)?.text ?? "")?.[1];
  if (link === undefined) throw new Error("No mail with a link");
  return link;
};
const signUp = (browser = site.browser()) =>
  browser.send("POST", "/api/auth/signup", { email, password, acceptTerms: true });

test("a new account confirms its address by the link in its mail, and is signed in by it", async () => {
  const browser = site.browser();
  const answer = await signUp(browser);
  expect(answer).toMatchObject({ status: 201, body: { success: true, verification: "sent" } });
  expect((await browser.send("GET", "/api/auth/me")).status).toBe(401);
  const token = await lastLink(email);
  expect((await browser.send("GET", `/api/auth/verify-email?token=${token}`)).body).toEqual({ email });
  const verified = await browser.send("POST", "/api/auth/verify-email", { token });
  expect(verified).toMatchObject({ status: 200, body: { success: true, email } });
  const me = await browser.send("GET", "/api/auth/me");
  expect(me).toMatchObject({ status: 200, body: { user: { email, emailVerified: true }, isAdmin: false } });
});

test("signing up with a known address answers the same, and tells its owner", async () => {
  const first = await signUp();
  await site.browser().send("POST", "/api/auth/verify-email", { token: await lastLink(email) });
  const second = await signUp(site.browser({ ip: "198.51.100.4" }));
  expect([second.status, second.body]).toEqual([first.status, first.body]);
  expect((await mails(email)).map(({ kind }) => kind)).toEqual(["verify", "welcome", "known_address"]);
});

test("a verification link works once; an older one and a scanner's look do nothing", async () => {
  await signUp();
  const older = await lastLink(email);
  await site.browser().send("POST", "/api/auth/resend-verification", { email });
  const newer = await lastLink(email);
  const use = (token: string) => site.browser().send("POST", "/api/auth/verify-email", { token });
  expect((await use(older)).body).toMatchObject({ code: "token_invalid", reason: "superseded" });
  expect((await site.browser().send("GET", `/api/auth/verify-email?token=${newer}`)).status).toBe(200);
  expect((await use(newer)).status).toBe(200);
  expect((await use(newer)).body).toMatchObject({ status: 400, reason: "used" });
  expect((await use("unknown-token")).body).toMatchObject({ reason: "unknown" });
});

test("a link is good for a day", async () => {
  await signUp();
  const token = await lastLink(email);
  const before = site.clock.now;
  site.clock.now = new Date(before.getTime() + 25 * 3_600_000);
  const late = await site.browser().send("POST", "/api/auth/verify-email", { token });
  site.clock.now = before;
  expect(late.body).toMatchObject({ code: "token_invalid", reason: "expired" });
});

test("a wrong password, an unknown address and a closed account answer alike", async () => {
  await signUp();
  const wrong = await site.browser().send("POST", "/api/auth/login", { email, password: "not this one" });
  const unknown = await site
    .browser()
    .send("POST", "/api/auth/login", { email: `x${email}`, password: "not this one" });
  expect(wrong).toMatchObject({ status: 401, body: { title: "Unauthorized" } });
  expect({ ...wrong.body, requestId: "" }).toEqual({ ...unknown.body, requestId: "" });
});

test("after five wrong passwords the account waits, and its owner is told once", async () => {
  await signUp();
  const attempt = (given: string) => site.browser().send("POST", "/api/auth/login", { email, password: given });
  for (let tries = 0; tries < 5; tries++) expect((await attempt("wrong")).status).toBe(401);
  const waiting = await attempt(password);
  expect(waiting).toMatchObject({ status: 429, body: { code: "rate_limited", retryAfter: 30 } });
  expect(waiting.headers.get("retry-after")).toBe("30");
  site.clock.now = new Date(site.clock.now.getTime() + 31_000);
  expect((await attempt(password)).status).toBe(200);
  expect((await mails(email)).filter(({ kind }) => kind === "many_failures")).toHaveLength(1);
});

test("one account signs out; every other session, old and new, goes on working", async () => {
  await signUp();
  const [one, two] = [site.browser(), site.browser()];
  for (const browser of [one, two]) await browser.send("POST", "/api/auth/login", { email, password });
  const kept = new Map(one.cookies);
  expect((await one.send("POST", "/api/auth/logout")).body).toMatchObject({ success: true });
  expect((await two.send("GET", "/api/auth/me")).status).toBe(200);
  for (const [name, value] of kept) one.cookies.set(name, value);
  expect((await one.send("GET", "/api/auth/me")).status).toBe(401);
  const three = site.browser();
  await three.send("POST", "/api/auth/login", { email, password });
  expect((await three.send("GET", "/api/auth/me")).status).toBe(200);
});

test("a new password ends the other sessions, and the old one opens nothing", async () => {
  await signUp();
  const [one, two] = [site.browser(), site.browser()];
  for (const browser of [one, two]) await browser.send("POST", "/api/auth/login", { email, password });
  const wrong = await one.send("POST", "/api/auth/change-password", {
    currentPassword: "no",
    password: "lantern copper moss",
  });
  expect(wrong.body.errors).toEqual([{ field: "currentPassword", message: "This is not your password." }]);
  const changed = await one.send("POST", "/api/auth/change-password", {
    currentPassword: password,
    password: "lantern copper moss",
  });
  expect(changed.status).toBe(200);
  expect((await one.send("GET", "/api/auth/me")).status).toBe(200);
  expect((await two.send("GET", "/api/auth/me")).status).toBe(401);
  expect((await site.browser().send("POST", "/api/auth/login", { email, password })).status).toBe(401);
});

test("a forgotten password is set by a link that works once and ends all sessions", async () => {
  await signUp();
  const browser = site.browser();
  await browser.send("POST", "/api/auth/login", { email, password });
  expect((await site.browser().send("POST", "/api/auth/forgot-password", { email })).status).toBe(202);
  expect((await site.browser().send("POST", "/api/auth/forgot-password", { email: "nobody@example.com" })).status).toBe(
    202,
  );
  const token = await lastLink(email);
  const set = (given: string) => site.browser().send("POST", "/api/auth/reset-password", { token, password: given });
  expect((await set("password123")).body.errors[0].message).toMatch(/Too common/);
  expect((await set("lantern copper moss")).status).toBe(200);
  expect((await set("another good one")).body).toMatchObject({ reason: "used" });
  expect((await browser.send("GET", "/api/auth/me")).status).toBe(401);
});

test("devices are listed, and one of them is signed out from another", async () => {
  await signUp();
  const [one, two] = [site.browser(), site.browser()];
  for (const browser of [one, two]) await browser.send("POST", "/api/auth/login", { email, password });
  const { items } = (await one.send("GET", "/api/auth/sessions")).body;
  expect(items).toHaveLength(2);
  const other = items.find((item: { current: boolean }) => !item.current);
  expect((await one.send("DELETE", `/api/auth/sessions/${other.id}`)).status).toBe(200);
  expect((await two.send("GET", "/api/auth/me")).status).toBe(401);
  expect((await one.send("DELETE", `/api/auth/sessions/${other.id}`)).status).toBe(404);
});

test("an account changes its name and for whom it is answered; an older window is told so", async () => {
  const browser = site.browser();
  await signUp(browser);
  await browser.send("POST", "/api/auth/verify-email", { token: await lastLink(email) });
  const { user } = (await browser.send("GET", "/api/auth/me")).body;
  const profile = { version: user.version, name: "Ines", register: "owner", locale: "en-US" };
  const { status, body } = await browser.send("PUT", "/api/auth/me", profile);
  expect([status, body]).toEqual([200, { ...user, ...profile, version: user.version + 1 }]);
  expect((await browser.send("GET", "/api/auth/me")).body.user).toEqual(body);
  const late = await browser.send("PUT", "/api/auth/me", { ...profile, name: "Liis" });
  expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining("another window")]);
  const wrong = await browser.send("PUT", "/api/auth/me", { ...profile, register: "boss" });
  expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, "register"]);
});
