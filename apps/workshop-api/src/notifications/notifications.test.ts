import { getMe, updateMe } from "@mechanicbuddy/contract/identity";
import { listNotifications, markNotifications } from "@mechanicbuddy/contract/notifications";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { list } from "../messages/messages.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { mailUnread } from "./mailing.ts";
import { purge, tell, tellPerson } from "./notifications.ts";

let api: TestApi;
let shop: Shop;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const decided = () => ({
  kind: "estimate.decided",
  about: { kind: "estimate", id: newId() },
  data: { plate: "123 ABC" },
});

test("everybody who may act on it is told, but not who did it, nor anybody next door", async () => {
  const neighbour = await api.newShop();
  await tell(shop.ctx, { ...decided(), permission: "estimates.issue", exceptUserId: shop.people.owner.userId });
  const unread = async (of: Shop, as: "owner" | "manager" | "advisor" | "mechanic") =>
    (await of.call(listNotifications, {}, { as })).unread;
  expect(await unread(shop, "manager")).toBe(1);
  expect(await unread(shop, "advisor")).toBe(1);
  expect(await unread(shop, "owner")).toBe(0);
  expect(await unread(shop, "mechanic")).toBe(0);
  expect(await unread(neighbour, "manager")).toBe(0);
});

test("a disabled account is told nothing", async () => {
  await run(shop.ctx.db, sql`update users set disabled_at = now() where username = 'advisor'`);
  await tellPerson(shop.ctx, shop.people.advisor.userId, decided());
  await run(shop.ctx.db, sql`update users set disabled_at = null where username = 'advisor'`);
  expect(await shop.call(listNotifications, {}, { as: "advisor" })).toEqual({ items: [], unread: 0 });
});

test("the bell shows the newest first, and reading one leaves the others unread", async () => {
  await tellPerson(shop.ctx, shop.people.owner.userId, { ...decided(), data: { plate: "111 AAA" } });
  api.clock.advance(1_000);
  await tellPerson(shop.ctx, shop.people.owner.userId, { ...decided(), data: { plate: "222 BBB" } });
  const { items, unread } = await shop.call(listNotifications);
  expect(items.map((item) => item.data)).toEqual([{ plate: "222 BBB" }, { plate: "111 AAA" }]);
  expect(unread).toBe(2);
  await shop.call(markNotifications, { body: { ids: [items[0]?.id ?? ""] } });
  const after = await shop.call(listNotifications);
  expect(after.unread).toBe(1);
  expect(after.items[0]?.readAt).toBe(api.clock.now().toISOString());
  expect(after.items[1]?.readAt).toBeNull();
});

test("how many are unread can be asked without the list", async () => {
  await tellPerson(shop.ctx, shop.people.owner.userId, decided());
  expect(await shop.call(listNotifications, { query: { limit: 0 } })).toEqual({ items: [], unread: 1 });
});

test("nobody marks another's as read", async () => {
  await tellPerson(shop.ctx, shop.people.owner.userId, decided());
  const ids = (await shop.call(listNotifications)).items.map((item) => item.id);
  await shop.call(markNotifications, { body: { ids } }, { as: "manager" });
  expect((await shop.call(listNotifications)).unread).toBe(1);
});

test("after 90 days the bell forgets", async () => {
  await tellPerson(shop.ctx, shop.people.owner.userId, decided());
  const later = (days: number) => ({ ...shop.ctx, now: () => new Date(api.clock.now().getTime() + days * 86_400_000) });
  await purge(later(89));
  expect((await shop.call(listNotifications)).items).toHaveLength(1);
  await purge(later(91));
  expect((await shop.call(listNotifications)).items).toHaveLength(0);
});

test("looking at the bell costs one round trip", async () => {
  await shop.call(listNotifications);
  const { cost } = await shop.answer(listNotifications);
  expect(cost).toMatchObject({ statements: 2, roundTrips: 1 });
});

test("whoever asked for it is mailed what is unread, once an hour at most; nobody else is", async () => {
  const hour = 3_600_000;
  const mails = async () => {
    const { items } = await list({ ...shop.ctx, actor: { kind: "user", role: "owner" } }, {});
    return items.map(({ to, subject }) => `${to}: ${subject}`);
  };
  const { version } = await shop.call(getMe);
  await shop.call(updateMe, { body: { version, noticesByMail: true } });
  const { email } = await shop.call(getMe);
  for (const person of ["owner", "owner", "manager"] as const) {
    await tellPerson(shop.ctx, shop.people[person].userId, decided());
  }
  await mailUnread(shop.ctx);
  await mailUnread(shop.ctx);
  expect(await mails()).toEqual([`${email}: 2 new at ${(await shop.call(getMe)).workshop.name}`]);
  const { items } = await shop.call(listNotifications);
  await shop.call(markNotifications, { body: { ids: items.map(({ id }) => id) } });
  await tellPerson(shop.ctx, shop.people.owner.userId, decided());
  await mailUnread(shop.ctx);
  expect(await mails()).toHaveLength(1);
  const later = { ...shop.ctx, now: () => new Date(api.clock.now().getTime() + hour + 1) };
  await mailUnread(later);
  expect((await mails())[0]).toContain(": 1 new at ");
});
