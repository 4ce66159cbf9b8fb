import {
  approveDemo,
  confirmDemo,
  convertDemo,
  getDemo,
  listDemos,
  rejectDemo,
  requestDemo,
} from "@mechanicbuddy/contract/management/demos";
import { updateSettings } from "@mechanicbuddy/contract/management/operations";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestPlatform, type Person, type TestPlatform } from "../testing/api.ts";
import { runDue } from "./demos.ts";

let platform: TestPlatform;
let staff: Person;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());
beforeEach(async () => {
  staff = await platform.newStaff("owner");
});

let people = 0;
const from = () => ({ headers: { "x-forwarded-for": `198.51.${++people}.7` } });
const ask = (email: string, more: { website?: string } = {}) =>
  platform.answer(requestDemo, { body: { email, companyName: `Shop ${people}`, ...more } }, from());
const tokensOf = async (email: string, template = "demo-confirm") => {
  await platform.runTasks();
  return (await platform.mailsTo(email))
    .filter((mail) => mail.template === template)
    .map(({ data }) => String(data.token));
};
/** A confirmed request of a new address. */
async function pending(): Promise<{ id: string; email: string }> {
  const email = `demo${++people}@example.com`;
  await ask(email);
  const [token = ""] = await tokensOf(email);
  await platform.call(confirmDemo, { body: { token } });
  const { items } = await platform.call(listDemos, { query: { q: email } }, { as: staff });
  return { id: items[0]?.id ?? "", email };
}

test("a request is confirmed by its link once, and waits for a decision", async () => {
  const email = "first@example.com";
  expect((await ask(email)).body).toEqual({});
  const [token = ""] = await tokensOf(email);
  expect(await platform.call(confirmDemo, { body: { token } })).toEqual({ state: "pending" });
  expect((await platform.refused(confirmDemo, { body: { token } })).code).toBe("gone");
  expect((await platform.mailsTo(email)).map(({ template }) => template)).toEqual(["demo-confirm", "demo-received"]);
});

test("an address has one open request, asks three times a day at most, and is answered alike each time", async () => {
  const email = "eager@example.com";
  const answers = [await ask(email), await ask(email), await ask(email), await ask(email)];
  expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 429]);
  const { items } = await platform.call(listDemos, { query: { q: email } }, { as: staff });
  expect(items).toHaveLength(1);
  await ask("bot@example.com", { website: "http://spam.example" });
  expect(await tokensOf("bot@example.com")).toEqual([]);
});

test("approving begins a workshop with sample data for seven days, and mails a link for the password", async () => {
  const { id, email } = await pending();
  const params = { id };
  const approved = await platform.call(approveDemo, { params, body: {} }, { as: staff });
  expect(approved).toMatchObject({ state: "approved", decidedBy: staff.email });
  const { rows } = await platform.appPool.query("select tier, with_sample_data, ends_at from tenants where id = $1", [
    approved.tenant,
  ]);
  expect(rows[0]).toMatchObject({ tier: "demo", with_sample_data: true });
  expect(rows[0].ends_at.getTime() - platform.clock.now().getTime()).toBe(7 * 86_400_000);
  expect(await tokensOf(email, "demo-approved")).toHaveLength(1);
  expect((await platform.refused(approveDemo, { params, body: {} }, { as: staff })).type).toMatch(/wrong-state$/);
  expect((await platform.refused(rejectDemo, { params, body: { reason: "too late" } }, { as: staff })).code).toBe(
    "conflict",
  );
});

test("declining needs a reason, which is mailed", async () => {
  const { id, email } = await pending();
  await platform.call(rejectDemo, { params: { id }, body: { reason: "We know you." } }, { as: staff });
  const mail = (await platform.mailsTo(email)).at(-1);
  expect(mail).toMatchObject({ template: "demo-rejected", data: { reason: "We know you." } });
  expect(
    (await platform.refused(convertDemo, { params: { id }, body: { removeSampleData: false } }, { as: staff })).code,
  ).toBe("conflict");
  expect((await platform.call(getDemo, { params: { id } }, { as: staff })).state).toBe("rejected");
});

test("where demos are given by themselves, confirming the address begins the workshop", async () => {
  await platform.call(updateSettings, { body: { demoApproval: "automatic" } }, { as: staff });
  const { id } = await pending();
  expect(await platform.call(getDemo, { params: { id } }, { as: staff })).toMatchObject({
    state: "approved",
    decidedBy: "platform",
  });
  await platform.call(updateSettings, { body: { demoApproval: "manual" } }, { as: staff });
});

test("a demo is noticed on day 5, paused on day 7, and kept on day 10, each mail once", async () => {
  const { id, email } = await pending();
  const { tenant } = await platform.call(approveDemo, { params: { id }, body: {} }, { as: staff });
  await platform.appPool.query("update jobs set state = 'succeeded', finished_at = now() where tenant = $1", [tenant]);
  await platform.appPool.query("update tenants set state = 'active', activated_at = $1 where id = $2", [
    platform.clock.now(),
    tenant,
  ]);
  const mails = async () =>
    (await platform.mailsTo(email))
      .map(({ template }) => template)
      .filter((name) => /ending|ended|converted/.test(name));
  const day = async (days: number) => {
    platform.clock.advance(days * 86_400_000);
    staff = await platform.newStaff("owner");
    await runDue(platform.ctx());
    await runDue(platform.ctx());
    return (await platform.call(getDemo, { params: { id } }, { as: staff })).state;
  };
  expect(await day(4.9)).toBe("active");
  expect(await mails()).toEqual([]);
  expect(await day(0.2)).toBe("active");
  expect(await mails()).toEqual(["demo-ending"]);
  expect(await day(2)).toBe("expired");
  expect(await mails()).toEqual(["demo-ending", "demo-ended"]);
  const paused = await platform.appPool.query("select kind from suspensions where tenant = $1 and lifted_at is null", [
    tenant,
  ]);
  expect(paused.rows).toEqual([{ kind: "demo_ended" }]);
  expect(await day(3)).toBe("expired");
  await platform.appPool.query("update jobs set state = 'succeeded', finished_at = now() where tenant = $1", [tenant]);
  const body = { removeSampleData: false };
  const kept = await platform.call(convertDemo, { params: { id }, body }, { as: staff });
  expect(kept.state).toBe("converted");
  expect(await mails()).toEqual(["demo-ending", "demo-ended", "demo-converted"]);
  const { rows } = await platform.appPool.query("select tier from tenants where id = $1", [tenant]);
  expect(rows).toEqual([{ tier: "free" }]);
  expect((await platform.refused(convertDemo, { params: { id }, body }, { as: staff })).code).toBe("conflict");
});
