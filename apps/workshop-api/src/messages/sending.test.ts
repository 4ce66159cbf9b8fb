import type { AddressInfo } from "node:net";
import { createCustomer, getCustomer } from "@mechanicbuddy/contract/customers";
import { listMessages, retryMessage } from "@mechanicbuddy/contract/messages";
import { listNotifications } from "@mechanicbuddy/contract/notifications";
import { unlimited } from "@mechanicbuddy/contract/plans";
import { inTransaction } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newToken } from "@mechanicbuddy/platform/keys";
import { createMailer } from "@mechanicbuddy/platform/mail";
import { startWorker } from "@mechanicbuddy/platform/tasks/worker";
import { entitled } from "@mechanicbuddy/platform/testing/platform";
import { sql } from "kysely";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import * as files from "../files/files.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { list, type NewMessage, queue } from "./messages.ts";
import { send } from "./sending.ts";
import { messageTasks } from "./tasks.ts";

const from = "noreply@mechanicbuddy.app";
let api: TestApi;
let shop: Shop;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A real SMTP server; `answer` is the status it gives to a mail, null to take it. */
async function relay(
  answer: () => { code: number; words: string } | null = () => null,
  isKnown: (address: string) => boolean = () => true,
) {
  const mails: ParsedMail[] = [];
  const server = new SMTPServer({
    onRcptTo: ({ address }, _session, done) =>
      isKnown(address) ? done() : done(Object.assign(new Error("5.1.1 No such user"), { responseCode: 550 })),
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    closeTimeout: 100,
    onData: (stream, _session, done) => {
      simpleParser(stream).then((mail) => {
        const refused = answer();
        if (refused !== null) return done(Object.assign(new Error(refused.words), { responseCode: refused.code }));
        mails.push(mail);
        done(null);
      }, done);
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closing.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  const mailer = createMailer({ host: "127.0.0.1", port, user: undefined, password: undefined, from });
  return { mails, mailer, from };
}

const link = `https://acme.example/i/${newToken()}`;
const invoice = (more: Partial<NewMessage> = {}): NewMessage => ({
  template: "invoice",
  language: "de",
  to: ["jüri@example.com"],
  about: { kind: "invoice", id: shop.people.owner.userId },
  variables: { customerName: "Jüri <b>", documentNumber: "2026-00031", total: "26,97 €", link },
  ...more,
});
const asAdvisor = () => ({ ...shop.ctx, actor: { kind: "user" as const, ...shop.people.advisor } });
// Read without a session: hours pass in these tests.
const stateOf = async () => (await list({ ...shop.ctx, actor: { kind: "user", role: "owner" } }, {})).items[0];

test("an invoice arrives in the workshop's name, in the customer's language, with its PDF", async () => {
  await run(shop.ctx.db, sql`update requisites set trading_name = 'Sadama', email = 'desk@sadama.example'`);
  const pdf = { bytes: Buffer.from("%PDF-1.7 x"), mediaType: "application/pdf", name: "2026-00031.pdf" };
  const { id: file } = await files.store(shop.ctx, pdf);
  const post = await relay();
  const id = await queue(shop.ctx, invoice({ attachmentIds: [file] }));
  await send(shop.ctx, id, post);
  const [mail] = post.mails;
  expect(mail?.from?.text).toBe('"Sadama" <noreply@mechanicbuddy.app>');
  expect(mail?.replyTo?.text).toBe("desk@sadama.example");
  expect(mail?.subject).toBe("Rechnung 2026-00031 von Sadama");
  expect(mail?.text).toContain("Guten Tag Jüri <b>,");
  expect(mail?.html).toContain("Guten Tag Jüri &lt;b&gt;,");
  expect(mail?.messageId).toBe(`<${id}.${shop.id}@mechanicbuddy.app>`);
  expect(mail?.attachments.map((part) => [part.filename, part.content.toString()])).toEqual([
    ["2026-00031.pdf", "%PDF-1.7 x"],
  ]);
  expect(await stateOf()).toMatchObject({ status: "sent", attempts: 1, sentAt: api.clock.now().toISOString() });
});

test("a mail is queued if and only if its change is saved, and a worker sends it by itself", async () => {
  const post = await relay();
  const worker = await startWorker({
    appPool: api.ground.appPool,
    tasks: messageTasks(post.mailer, from),
    contextFor: async (tenantId) => api.ground.contextOf(tenantId, { now: api.clock.now }),
    concurrency: 2,
    log: api.ground.log,
    now: api.clock.now,
    pollMs: 50,
  });
  closing.push(() => worker.stop(1_000));
  const undone = inTransaction(shop.ctx, async (ctx) => {
    await queue(ctx, invoice({ to: ["never@example.com"] }));
    throw new Error("changed my mind");
  });
  await expect(undone).rejects.toThrow("changed my mind");
  await inTransaction(shop.ctx, (ctx) => queue(ctx, invoice()));
  await vi.waitFor(async () => expect((await stateOf())?.status).toBe("sent"), { timeout: 10_000, interval: 20 });
  expect(post.mails).toHaveLength(1);
});

test("two workers with the same mail send it once", async () => {
  const post = await relay();
  const id = await queue(shop.ctx, invoice());
  await Promise.all([send(shop.ctx, id, post), send(shop.ctx, id, post), send(shop.ctx, id, post)]);
  await send(shop.ctx, id, post);
  expect(post.mails).toHaveLength(1);
});

test("while the relay is busy the mail waits, says why, and is tried after 1, 5, 30 minutes, 2, 6 and 24 hours", async () => {
  const post = await relay(() => ({ code: 451, words: "4.7.1 Greylisted" }));
  const id = await queue(asAdvisor(), invoice());
  for (const minutes of [1, 5, 30, 120, 360, 1440]) {
    await send(shop.ctx, id, post);
    const state = await stateOf();
    expect(state).toMatchObject({ status: "queued", reason: expect.stringContaining("Greylisted") });
    expect(Date.parse(state?.nextTryAt ?? "") - api.clock.now().getTime()).toBe(minutes * 60_000);
    await send(shop.ctx, id, post);
    expect((await stateOf())?.attempts).toBe(state?.attempts);
    api.clock.advance(minutes * 60_000);
  }
  await send(shop.ctx, id, post);
  expect(await stateOf()).toMatchObject({ status: "failed", attempts: 7, nextTryAt: null });
});

test("what the relay refuses for good has failed: its author hears why, and Send again is one click", async () => {
  let isGone = true;
  const post = await relay(() => (isGone ? { code: 550, words: "5.1.1 No such user" } : null));
  const id = await queue(asAdvisor(), invoice());
  await send(shop.ctx, id, post);
  expect(await stateOf()).toMatchObject({ status: "failed", reason: expect.stringContaining("No such user") });
  const { items } = await shop.call(listNotifications, {}, { as: "advisor" });
  expect(items).toMatchObject([
    { kind: "message.failed", about: { kind: "message", id }, data: { to: ["jüri@example.com"] } },
  ]);
  expect((await shop.call(listNotifications)).unread).toBe(0);

  isGone = false;
  expect(await shop.call(retryMessage, { params: { id } }, { as: "advisor" })).toMatchObject({
    status: "queued",
    reason: null,
  });
  await send(shop.ctx, id, post);
  expect(post.mails[0]?.messageId).toBe(`<${id}.${shop.id}@mechanicbuddy.app>`);
  expect((await stateOf())?.status).toBe("sent");
});

test("a mail whose file was deleted fails with that reason instead of going out without it", async () => {
  const post = await relay();
  const id = await queue(shop.ctx, invoice({ attachmentIds: [shop.people.owner.userId] }));
  await send(shop.ctx, id, post);
  expect(await stateOf()).toMatchObject({ status: "failed", reason: "An attached file does not exist any more." });
  expect(post.mails).toHaveLength(0);
});

test("a mail nobody wrote, a reset say, tells those who look after accounts when it fails", async () => {
  const post = await relay(() => ({ code: 550, words: "5.1.1 No such user" }));
  const about = { kind: "user", id: shop.people.advisor.userId };
  const id = await queue(shop.ctx, invoice({ template: "reset", about, variables: { userName: "liis", link } }));
  await send(shop.ctx, id, post);
  expect((await shop.call(listNotifications)).unread).toBe(1);
  expect((await shop.call(listNotifications, {}, { as: "advisor" })).unread).toBe(0);
});

test("once sent, the outbox no longer knows the secret of the link", async () => {
  const post = await relay();
  const id = await queue(shop.ctx, invoice());
  await send(shop.ctx, id, post);
  expect(post.mails[0]?.text).toContain(link);
  const { body } = await one<{ body: string }>(shop.ctx.db, sql`select body from messages where id = ${id}`);
  expect(body).toContain("https://acme.example/i/***");
});

test("more than 200 mails in an hour wait for room and say so", async () => {
  const post = await relay();
  const now = api.clock.now();
  await run(
    shop.ctx.db,
    sql`insert into messages (id, direction, channel, recipients, body, language, status, sent_at, created_at)
      select gen_random_uuid(), 'out', 'email', '{a@example.com}', 'x', 'en', 'sent', ${now}, ${now}
      from generate_series(1, 200)`,
  );
  const id = await queue(shop.ctx, invoice());
  for (let n = 0; n < 2; n++) await send(shop.ctx, id, post);
  const [state] = (await shop.call(listMessages, { query: { status: "queued" } })).items;
  expect(state).toMatchObject({ reason: "More than 200 mails in an hour: this one waits.", attempts: 0 });
  expect(Date.parse(state?.nextTryAt ?? "") - now.getTime()).toBe(3_600_000);
  expect(await rows(shop.ctx.db, sql`select from message_events where message_id = ${id}`)).toHaveLength(2);
  api.clock.advance(3_600_000);
  await send(shop.ctx, id, post);
  expect(post.mails).toHaveLength(1);
});

test("a mail to a dead address comes back and marks the address on its customer; one that arrives takes the mark off", async () => {
  let isKnown = false;
  const post = await relay(undefined, () => isKnown);
  const { id: customerId } = await shop.call(createCustomer, {
    body: { kind: "private", lastName: "Kask", emails: [{ address: "Old@Example.com", label: null, isPrimary: true }] },
  });
  const send1 = async () => send(shop.ctx, await queue(asAdvisor(), invoice({ to: ["old@example.com"] })), post);
  const mark = async () => (await shop.call(getCustomer, { params: { id: customerId } })).emails?.[0]?.bouncedAt;
  await send1();
  expect(await stateOf()).toMatchObject({ status: "bounced", reason: expect.stringContaining("No such user") });
  expect(await mark()).toBe(api.clock.now().toISOString());
  isKnown = true;
  api.clock.advance(1_000);
  await send1();
  expect((await stateOf())?.status).toBe("sent");
  expect(await mark()).toBeNull();
});

test("when the plan's mails of today are sent, the next one waits until tomorrow and says so; a link to sign in does not wait", async () => {
  const post = await relay();
  const limited = {
    ...shop.ctx,
    tenant: {
      ...shop.ctx.tenant,
      entitlement: { ...entitled(shop.id, "free"), limits: { ...unlimited, mailsPerDay: 1 } },
    },
  };
  await send(limited, await queue(shop.ctx, invoice()), post);
  const id = await queue(shop.ctx, invoice());
  for (let n = 0; n < 2; n++) await send(limited, id, post);
  const [state] = (await shop.call(listMessages, { query: { status: "queued" } })).items;
  expect(state).toMatchObject({
    reason: "All 1 mails of today's plan are sent: this one goes out tomorrow.",
    attempts: 0,
  });
  const about = { kind: "user", id: shop.people.advisor.userId };
  await send(
    limited,
    await queue(shop.ctx, invoice({ template: "reset", about, variables: { userName: "liis", link } })),
    post,
  );
  expect(post.mails).toHaveLength(2);
  api.clock.advance(Date.parse(state?.nextTryAt ?? "") - api.clock.now().getTime());
  await send(limited, id, post);
  expect(post.mails).toHaveLength(3);
});
