import { listAudit } from "@mechanicbuddy/contract/audit";
import { cancelMessage, getMessage, listMessages, retryMessage } from "@mechanicbuddy/contract/messages";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { listAbout, type NewMessage, queue } from "./messages.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const receipt = (number: string, more: Partial<NewMessage> = {}): NewMessage => ({
  template: "receipt",
  language: "en",
  to: ["ann@example.com"],
  about: { kind: "payment", id: shop.people.owner.userId },
  variables: { customerName: "Ann", documentNumber: number, total: "1.00" },
  ...more,
});

test("the outbox shows the newest first, page by page, and finds by state and by words", async () => {
  const neighbour = await api.newShop();
  for (const n of [1, 2, 3]) {
    await queue(shop.ctx, receipt(`R${n}`));
    api.clock.advance(1_000);
  }
  const subjects = (items: { subject: string | null }[]) => items.map((item) => item.subject?.split(" ")[1]);
  const first = await shop.call(listMessages, { query: { limit: 2, total: true } });
  expect(subjects(first.items)).toEqual(["R3", "R2"]);
  expect(first.total).toBe(3);
  const second = await shop.call(listMessages, { query: { limit: 2, cursor: first.nextCursor ?? "" } });
  expect(subjects(second.items)).toEqual(["R1"]);
  expect(second.nextCursor).toBeNull();
  expect(subjects((await shop.call(listMessages, { query: { q: "receipt r2" } })).items)).toEqual(["R2"]);
  expect((await shop.call(listMessages, { query: { q: "%" } })).items).toEqual([]);
  expect((await shop.call(listMessages, { query: { status: "failed" } })).items).toEqual([]);
  expect((await neighbour.call(listMessages)).items).toEqual([]);
});

test("a workshop's own wording takes the place of ours", async () => {
  await one(
    shop.ctx.db,
    sql`insert into message_templates (id, kind, language, subject, body)
      values (gen_random_uuid(), 'receipt', 'en', 'Paid {{documentNumber}}', 'Cheers, {{workshopName}}') returning id`,
  );
  const id = await queue(shop.ctx, receipt("R1"));
  const { subject, body } = await one<{ subject: string; body: string }>(
    shop.ctx.db,
    sql`select subject, body from messages where id = ${id}`,
  );
  expect({ subject, body }).toEqual({ subject: "Paid R1", body: "Cheers, Sadama Auto" });
});

test("a message needs somebody to go to", async () => {
  await expect(queue(shop.ctx, receipt("R1", { to: [] }))).rejects.toMatchObject({
    extra: { errors: [{ field: "to", message: "Enter at least one e-mail address." }] },
  });
});

test("a variable nobody knows is refused while the words are typed, not when the mail is sent", async () => {
  await expect(queue(shop.ctx, receipt("R1", { text: "Dear {{custmerName}}" }))).rejects.toMatchObject({
    extra: { errors: [{ field: "message", message: "{{custmerName}} is not known; did you mean {{customerName}}?" }] },
  });
});

test("a waiting message can be cancelled, once, and the act is on record", async () => {
  const id = await queue(shop.ctx, receipt("R1"));
  expect(await shop.call(cancelMessage, { params: { id } })).toMatchObject({ status: "cancelled", nextTryAt: null });
  const again = await shop.refused(cancelMessage, { params: { id } });
  expect(again).toMatchObject({ code: "conflict", current: { status: "cancelled" } });
  expect(await shop.refused(retryMessage, { params: { id } })).toMatchObject({ code: "conflict" });
  const { items } = await shop.call(listAudit, { query: { entityId: id } });
  expect(items.map((entry) => entry.action)).toEqual(["message.cancel"]);
});

test("a message that waits cannot be sent a second time", async () => {
  const id = await queue(shop.ctx, receipt("R1"));
  expect(await shop.refused(retryMessage, { params: { id } })).toMatchObject({
    code: "conflict",
    detail: "It is waiting already and goes out by itself.",
  });
});

test("mails about accounts are seen only by those who see accounts; a neighbour's look like missing ones", async () => {
  const about = { kind: "user", id: shop.people.advisor.userId };
  const variables = { userName: "liis", link: "https://x.example/1" };
  const id = await queue(shop.ctx, receipt("", { template: "reset", about, variables }));
  expect((await shop.call(listMessages)).items[0]?.about?.label).toBe("advisor");
  expect((await shop.call(listMessages, {}, { as: "advisor" })).items).toEqual([]);
  const neighbour = await api.newShop();
  const hidden = await shop.refused(cancelMessage, { params: { id } }, { as: "advisor" });
  const foreign = await neighbour.refused(cancelMessage, { params: { id } });
  expect(hidden).toMatchObject({ status: 404, code: "not_found" });
  expect({ ...foreign, requestId: "" }).toEqual({ ...hidden, requestId: "" });
});

test("everything sent about one thing is found with it", async () => {
  const id = await queue(shop.ctx, receipt("R1"));
  await queue(shop.ctx, receipt("R2", { about: { kind: "payment", id } }));
  expect((await listAbout(shop.ctx, "payment", id)).map((message) => message.subject)).toEqual([
    "Receipt R2 from Sadama Auto",
  ]);
});

test("the outbox costs one round trip, cancelling four: look, decide, note, save", async () => {
  const id = await queue(shop.ctx, receipt("R1"));
  await shop.call(listMessages);
  expect((await shop.answer(listMessages, { query: { total: true } })).cost).toMatchObject({
    statements: 3,
    roundTrips: 1,
  });
  expect((await shop.answer(cancelMessage, { params: { id } })).cost.roundTrips).toBe(4);
});

test("a message is shown with its words and its log, but never with the secret of its link", async () => {
  const secret = "a".repeat(43);
  const id = await queue(shop.ctx, receipt("R1", { text: `Look: https://demo.example/i/${secret} soon` }));
  await shop.call(cancelMessage, { params: { id } });
  const message = await shop.call(getMessage, { params: { id } }, { as: "advisor" });
  expect(message.body).toBe("Look: https://demo.example/i/*** soon");
  expect(message.events.map(({ event }) => event).sort()).toEqual(["cancelled", "queued"]);
  expect(message.attachments).toEqual([]);
  const neighbour = await api.newShop();
  expect(await neighbour.refused(getMessage, { params: { id } })).toMatchObject({ status: 404 });
});
