import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction } from "../context.ts";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";
import { type Relay, startRelay } from "../testing/relay.ts";
import { bodyOf } from "./body.ts";
import { queue, queueToOwners, tellStaff } from "./mails.ts";
import { sweep } from "./sending.ts";
import { english } from "./words/en.ts";

let relay: Relay;
let platform: TestPlatform;
beforeAll(async () => {
  relay = await startRelay();
  platform = await openTestPlatform({ SMTP_HOST: "127.0.0.1", SMTP_PORT: relay.port, SMTP_FROM: "us@example.com" });
});
afterAll(async () => {
  await platform.close();
  await relay.close();
});
beforeEach(() => {
  relay.answer(250);
  relay.mails.length = 0;
});

const rejection = (to: string) =>
  ({ to, template: "demo-rejected", locale: "en", data: { reason: "<b>no</b>" } }) as const;

test("a mail leaves once its change is saved, with text, a page of one column, and everything typed escaped", async () => {
  await queue(platform.ctx(), rejection("a@example.com"));
  await platform.runTasks();
  const [mail] = relay.mails;
  expect(mail?.from?.text).toBe('"MechanicBuddy" <us@example.com>');
  expect(mail?.text).toContain("we cannot give you a demo at the moment: <b>no</b>");
  expect(mail?.html).toContain("&lt;b&gt;no&lt;/b&gt;");
  expect(mail?.html).toContain(`href="${platform.app.platform.config.PORTAL_URL}/signup"`);
  expect(await platform.mailsTo("a@example.com")).toMatchObject([{ state: "sent" }]);
});

test("a change that is not saved mails nothing", async () => {
  const failing = inTransaction(platform.ctx(), async (ctx) => {
    await queue(ctx, rejection("undone@example.com"));
    throw new Error("on purpose");
  });
  await expect(failing).rejects.toThrow("on purpose");
  await platform.runTasks();
  expect(await platform.mailsTo("undone@example.com")).toEqual([]);
});

test("the same cause mails once, however often it happens, and to each owner", async () => {
  const tenant = await platform.newTenant();
  const [first, second, viewer] = [
    await platform.newAccount({ tenant }),
    await platform.newAccount({ tenant }),
    await platform.newAccount({ tenant, role: "viewer" }),
  ];
  await queueToOwners(platform.ctx(), tenant, "restored", {}, `restored:${tenant}`);
  await queueToOwners(platform.ctx(), tenant, "restored", {}, `restored:${tenant}`);
  await platform.runTasks();
  expect(relay.mails.map((mail) => mail.subject)).toEqual(["Sadama Auto is back", "Sadama Auto is back"]);
  expect(await platform.mailsTo(first.email)).toHaveLength(1);
  expect(await platform.mailsTo(second.email)).toHaveLength(1);
  expect(await platform.mailsTo(viewer.email)).toEqual([]);
});

test("a relay that is away gets the mail later; what it refuses for good is not tried again", async () => {
  relay.answer(451);
  await queue(platform.ctx(), rejection("later@example.com"));
  await platform.runTasks();
  expect(await platform.mailsTo("later@example.com")).toMatchObject([{ state: "queued" }]);
  relay.answer(250);
  await sweep(platform.ctx());
  expect(relay.mails).toHaveLength(0);
  platform.clock.advance(61_000);
  await sweep(platform.ctx());
  expect(relay.mails).toHaveLength(1);

  relay.answer(550);
  await queue(platform.ctx(), rejection("never@example.com"));
  await platform.runTasks();
  expect(await platform.mailsTo("never@example.com")).toMatchObject([{ state: "failed" }]);
});

test("what opens something is forgotten once it was mailed", async () => {
  const data = { name: "Anna", company: "Sadama", token: "secret-token" };
  await queue(platform.ctx(), { to: "t@example.com", template: "confirm-address", locale: "et", data });
  await platform.runTasks();
  expect(relay.mails[0]?.text).toContain("/signup/confirm?token=secret-token");
  const kept = await platform.mailsTo("t@example.com");
  expect(kept[0]?.data).toEqual({ name: "Anna", company: "Sadama" });
});

test("staff who can act on a job are told, others and disabled ones are not", async () => {
  await platform.newStaff("support");
  const owner = await platform.newStaff("owner");
  await platform.appPool.query("update staff set password_hash = 'x'");
  await tellStaff(platform.ctx(), "staff-instance-silent", { instance: "free-tier" });
  const told = await platform.appPool.query("select recipient from mails where template = 'staff-instance-silent'");
  expect(told.rows).toEqual([{ recipient: owner.email }]);
});

test("every mail has a subject, fills in without gaps, and is one column", () => {
  for (const template of Object.keys(english) as (keyof typeof english)[]) {
    const { subject, body } = english[template];
    const names = [...`${subject}${body}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, "x"]);
    const filled = bodyOf(template, "en", {
      ...Object.fromEntries(names),
      portal: "https://p",
      tenant: "t",
      companyName: "C",
    });
    expect(filled.text, template).not.toMatch(/[{}]/);
    expect(filled.html, template).not.toMatch(/<table|<script|<img/);
  }
});
