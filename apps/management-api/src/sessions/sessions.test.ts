import {
  customerAuth,
  customerSelf,
  getMe,
  getStaffMe,
  staffAuth,
  staffSelf,
} from "@mechanicbuddy/contract/management/auth";
import { afterAll, beforeAll, expect, test } from "vitest";
import { blockOf } from "../http/limits.ts";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";
import { codeOf, goodPassword, realStaff, withPassword, workedMs } from "../testing/people.ts";
import { waitMs } from "./throttle.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

let addresses = 0;
/** A network nobody tried from yet. */
const from = () => ({ headers: { "x-forwarded-for": `203.0.${++addresses}.7` } });
const login = (email: string, password = goodPassword, whence = from()) =>
  platform.answer(customerAuth.login, { body: { email, password } }, whence);
const customer = async () => withPassword(platform, await platform.newAccount());

test("an unknown address, a wrong password and one that must wait get the same bytes", async () => {
  const { email } = await customer();
  const bare = ({ body }: { body: unknown }) => ({ ...(body as object), requestId: "" });
  const wrong = await login(email, "wrong password here");
  const unknown = await login("nobody@example.com", "wrong password here");
  for (let n = 0; n < 6; n++) await login(email, "wrong password here");
  const waiting = await login(email);
  expect(bare(unknown)).toEqual(bare(wrong));
  expect(bare(waiting)).toEqual(bare(wrong));
  expect([wrong.status, unknown.status, waiting.status]).toEqual([401, 401, 401]);
});

test("from the fifth failure each try waits, 1 s doubling to 5 min, and nothing locks for good", async () => {
  expect([4, 5, 6, 7, 13, 14, 90].map(waitMs)).toEqual([0, 1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  const { email } = await customer();
  for (let n = 0; n < 5; n++) await login(email, "wrong password here");
  expect((await login(email)).status).toBe(401);
  platform.clock.advance(1_000);
  expect((await login(email)).status).toBe(200);
  expect((await login(email)).status).toBe(200);
});

test("an address is the same in capitals", async () => {
  const { email } = await customer();
  expect((await login(email.toUpperCase())).status).toBe(200);
});

test("tries from one network wait together, whatever addresses they try", async () => {
  expect([blockOf("203.0.113.9"), blockOf("2001:db8::1")]).toEqual(["203.0.113.0/24", "2001:db8:0:0::/64"]);
  const { email } = await customer();
  const block = ++addresses;
  const at = (host: number) => ({ headers: { "x-forwarded-for": `203.0.${block}.${host}` } });
  for (let n = 0; n < 6; n++) await login(`guess${n}@example.com`, "wrong password here", at(n + 1));
  expect((await login(email, goodPassword, at(99))).status).toBe(401);
  expect((await login(email)).status).toBe(200);
});

test("an unknown address takes as long to refuse as a wrong password", async () => {
  const people = await Promise.all(Array.from({ length: 5 }, customer));
  const time = async (email: string) => {
    const before = workedMs();
    await login(email, "wrong password here");
    return workedMs() - before;
  };
  await time("warm@example.com");
  const known: number[] = [];
  const unknown: number[] = [];
  for (const [n, { email }] of people.entries()) {
    known.push(await time(email));
    unknown.push(await time(`unknown${n}@example.com`));
  }
  // Work of this process, the least of five each: what else the machine does must not decide.
  const ratio = Math.min(...known) / Math.min(...unknown);
  expect(ratio).toBeGreaterThan(0.6);
  expect(ratio).toBeLessThan(1.6);
}, 60_000);

test("a session gives new tokens until it rests too long or its day has come", async () => {
  const { email } = await customer();
  const { session, token } = await platform.call(
    customerAuth.login,
    { body: { email, password: goodPassword } },
    from(),
  );
  platform.clock.advance(16 * 60_000);
  expect((await platform.refused(getMe, {}, { as: { token } })).code).toBe("unauthenticated");
  const next = await platform.call(customerAuth.token, { body: { session } });
  expect(next.session).toBe(session);
  expect((await platform.call(getMe, {}, { as: next })).email).toBe(email);
  for (let hours = 0; hours < 30 * 24 - 11; hours += 11) {
    platform.clock.advance(11 * 3_600_000);
    if (hours + 22 < 30 * 24) await platform.call(customerAuth.token, { body: { session } });
  }
  platform.clock.advance(11 * 3_600_000);
  expect((await platform.refused(customerAuth.token, { body: { session } })).code).toBe("unauthenticated");

  const rested = await platform.call(customerAuth.login, { body: { email, password: goodPassword } }, from());
  platform.clock.advance(12 * 3_600_000 + 1_000);
  expect((await platform.refused(customerAuth.token, { body: { session: rested.session } })).code).toBe(
    "unauthenticated",
  );
});

test("signing out ends the session at once, for its token too", async () => {
  const { email } = await customer();
  const mine = await platform.call(customerAuth.login, { body: { email, password: goodPassword } }, from());
  const other = await platform.call(customerAuth.login, { body: { email, password: goodPassword } }, from());
  const { items } = await platform.call(customerSelf.listSessions, {}, { as: mine });
  expect(items.filter((each) => each.current)).toHaveLength(1);
  await platform.call(customerAuth.logout, {}, { as: mine });
  expect((await platform.refused(getMe, {}, { as: mine })).code).toBe("unauthenticated");
  expect((await platform.refused(customerAuth.token, { body: { session: mine.session } })).code).toBe(
    "unauthenticated",
  );
  expect((await platform.call(getMe, {}, { as: other })).email).toBe(email);
});

test("changing the password ends every other session and mails it; a weak one is refused with its reason", async () => {
  const person = await customer();
  const first = await platform.call(
    customerAuth.login,
    { body: { email: person.email, password: goodPassword } },
    from(),
  );
  const change = (current: string, password: string) =>
    platform.answer(customerSelf.changePassword, { body: { current, password } }, { as: first });
  expect((await change(goodPassword, "short one")).body).toMatchObject({
    type: "https://mechanicbuddy.app/problems/password-weak",
    errors: [{ field: "password" }],
  });
  expect((await change("not my password", "raven lantern copper")).status).toBe(422);
  expect((await change(goodPassword, "raven lantern copper")).status).toBe(204);
  expect((await platform.call(getMe, {}, { as: first })).email).toBe(person.email);
  expect((await platform.refused(getMe, {}, { as: person })).code).toBe("unauthenticated");
  expect((await platform.mailsTo(person.email)).map(({ template }) => template)).toContain("password-changed");
});

test("a reset link works once and for an hour, the newest only, and tells nobody whether an address is known", async () => {
  const { email } = await customer();
  const ask = (address: string) => platform.answer(customerAuth.reset, { body: { email: address } }, from());
  const [known, unknown] = [await ask(email), await ask("nobody@example.com")];
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  await platform.runTasks();
  expect(await platform.mailsTo("nobody@example.com")).toEqual([]);
  const tokens = async () =>
    (await platform.mailsTo(email)).filter((each) => each.template === "reset").map(({ data }) => String(data.token));
  await ask(email);
  await platform.runTasks();
  // A task that is run twice makes a link of its own: only the last one counts.
  const links = await tokens();
  const [older = "", newer = ""] = [links[0], links.at(-1)];
  const confirm = (token: string) =>
    platform.answer(customerAuth.confirmReset, { body: { token, password: "raven lantern copper" } }, from());
  expect((await confirm(older)).status).toBe(410);
  const both = await Promise.all([confirm(newer), confirm(newer)]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 410]);
  expect((await login(email, "raven lantern copper")).status).toBe(200);
  await ask(email);
  await platform.runTasks();
  platform.clock.advance(3_601_000);
  expect((await confirm((await tokens()).at(-1) ?? "")).body).toMatchObject({
    code: "gone",
    type: "https://mechanicbuddy.app/problems/link-gone",
  });
});

test("a browser we did not know is mailed about, a known one is not", async () => {
  const { email } = await customer();
  const newSignIns = async () =>
    (await platform.mailsTo(email)).filter((each) => each.template === "new-sign-in").length;
  const home = from();
  await login(email, goodPassword, home);
  await login(email, goodPassword, home);
  expect(await newSignIns()).toBe(0);
  await login(email);
  expect(await newSignIns()).toBe(1);
});

test("with a second factor the password alone opens nothing, and each code counts once", async () => {
  const { email } = await customer();
  const first = await platform.call(customerAuth.login, { body: { email, password: goodPassword } }, from());
  const begun = await platform.call(customerSelf.beginFactor, { body: { password: goodPassword } }, { as: first });
  const { recoveryCodes } = await platform.call(
    customerSelf.confirmFactor,
    { body: { code: codeOf(platform, begun.secret) } },
    { as: first },
  );
  expect(recoveryCodes).toHaveLength(10);
  const asked = async () => {
    const refusal = await platform.refused(customerAuth.login, { body: { email, password: goodPassword } }, from());
    expect(refusal.code).toBe("second_factor_required");
    return refusal.challenge ?? "";
  };
  const give = (challenge: string, code: string) =>
    platform.answer(customerAuth.secondFactor, { body: { challenge, code } }, from());
  const code = codeOf(platform, begun.secret);
  expect((await give(await asked(), "000000")).status).toBe(401);
  const challenge = await asked();
  expect((await give(challenge, code)).status).toBe(200);
  expect((await give(challenge, codeOf(platform, begun.secret))).status).toBe(401);
  expect((await give(await asked(), code)).status).toBe(401);
  expect((await give(await asked(), recoveryCodes[0] ?? "")).status).toBe(200);
  expect((await give(await asked(), recoveryCodes[0] ?? "")).status).toBe(401);
  const late = await asked();
  platform.clock.advance(6 * 60_000);
  expect((await give(late, codeOf(platform, begun.secret))).body).toMatchObject({
    type: "https://mechanicbuddy.app/problems/challenge-expired",
  });
});

test("guessing codes is slowed down like guessing passwords, although the password is right each time", async () => {
  const { email } = await customer();
  const first = await platform.call(customerAuth.login, { body: { email, password: goodPassword } }, from());
  const { secret } = await platform.call(customerSelf.beginFactor, { body: { password: goodPassword } }, { as: first });
  await platform.call(customerSelf.confirmFactor, { body: { code: codeOf(platform, secret) } }, { as: first });
  const { challenge = "" } = await platform.refused(
    customerAuth.login,
    { body: { email, password: goodPassword } },
    from(),
  );
  const give = (code: string) => platform.answer(customerAuth.secondFactor, { body: { challenge, code } }, from());
  const code = codeOf(platform, secret);
  for (let n = 0; n < 5; n++) await give("000000");
  expect((await give(code)).status).toBe(401);
  platform.clock.advance(1_000);
  expect((await give(code)).status).toBe(200);
});

test("staff see nothing before their second factor is set up, and it can be replaced but not removed", async () => {
  const person = await realStaff(platform, "owner");
  expect(await platform.call(getStaffMe, {}, { as: person })).toMatchObject({
    mustSetUpFactor: false,
    hasFactor: true,
  });
  const body = { password: goodPassword, code: codeOf(platform, person.secret) };
  expect((await platform.refused(staffSelf.removeFactor, { body }, { as: person })).code).toBe("forbidden");
  platform.clock.advance(11 * 60_000);
  const begin = () => platform.answer(staffSelf.beginFactor, { body: { password: goodPassword } }, { as: person });
  expect((await begin()).body).toMatchObject({ code: "proof_required" });
  await platform.call(staffSelf.refreshFactor, { body: { code: codeOf(platform, person.secret) } }, { as: person });
  expect((await begin()).status).toBe(200);
});

test("the doors of customers and staff open nothing of the other, with one address in both", async () => {
  const person = await realStaff(platform, "admin", "both@example.com");
  await platform.appPool.query("insert into accounts (id, email, name, created_at) values ($1, $2, 'B', now())", [
    "0190a8a0-0000-7000-8000-000000000001",
    "both@example.com",
  ]);
  const body = { email: "both@example.com", password: goodPassword };
  expect((await platform.refused(customerAuth.login, { body }, from())).code).toBe("unauthenticated");
  expect((await platform.refused(staffAuth.login, { body }, from())).code).toBe("second_factor_required");
  expect((await platform.refused(customerAuth.token, { body: { session: person.session } })).code).toBe(
    "unauthenticated",
  );
  expect((await platform.refused(getMe, {}, { as: person })).code).toBe("unauthenticated");
  const { email } = await customer();
  const theirs = await platform.call(customerAuth.login, { body: { email, password: goodPassword } }, from());
  expect((await platform.refused(getStaffMe, {}, { as: theirs })).code).toBe("unauthenticated");
});

test("only hashes of session secrets are kept", async () => {
  const { email } = await customer();
  const { session } = await platform.call(customerAuth.login, { body: { email, password: goodPassword } }, from());
  const found = await platform.appPool.query("select 1 from sessions where encode(secret_hash, 'escape') like $1", [
    `%${session}%`,
  ]);
  expect(found.rowCount).toBe(0);
});
