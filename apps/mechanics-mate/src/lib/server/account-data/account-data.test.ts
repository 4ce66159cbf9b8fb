import { newId } from "@mechanicbuddy/platform/id";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fromBuffer } from "yauzl";
import { clean } from "../retention/retention.ts";
import { password } from "../testing/administrator.ts";
import { openShop, type Shop } from "../testing/shop.ts";
import type { Browser } from "../testing/site.ts";
import { eraseDue, exported, forgetOld } from "./account-data.ts";

let shop: Shop;
let browser: Browser;
let userId: string;
let n = 0;
let email = "";
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop.close());
beforeEach(async () => {
  shop.site.clock.now = new Date("2026-11-20T10:00:00Z");
  email = `leaving${n++}@example.com`;
  browser = await shop.customer(email);
  userId = (await browser.send("GET", "/api/auth/me")).body.user.id;
});
const later = (days: number) => {
  shop.site.clock.now = new Date(shop.site.clock.now.getTime() + days * 86_400_000);
};
const asOwner = <T>(text: string, ...values: unknown[]) =>
  shop.site.site.database.transaction(async (db) => (await db.run<T>({ text, values })).rows, { userId });
async function converse(title: string, { isSaved = false } = {}): Promise<string> {
  const id = newId();
  await asOwner(
    "insert into mate.conversations (id, user_id, title, last_at) values ($1, $2, $3, $4)",
    id,
    userId,
    title,
    shop.site.clock.now,
  );
  await asOwner(
    "insert into mate.messages (user_id, conversation_id, client_message_id, body) values ($1, $2, $3, $4)",
    userId,
    id,
    newId(),
    `question of ${title}`,
  );
  if (isSaved)
    await asOwner(
      "insert into mate.saved_conversations (conversation_id, user_id, title) values ($1, $2, $3)",
      id,
      userId,
      title,
    );
  return id;
}
const titles = async () =>
  (await asOwner<{ title: string }>("select title from mate.conversations order by title")).map(({ title }) => title);

function filesIn(archive: Buffer): Promise<Record<string, string>> {
  return new Promise((resolve, reject) => {
    fromBuffer(archive, { lazyEntries: true }, (fault, zip) => {
      if (fault) return reject(fault);
      const files: Record<string, string> = {};
      zip.on("entry", (entry) =>
        zip.openReadStream(entry, async (wrong, stream) => {
          if (wrong) return reject(wrong);
          const parts: Buffer[] = [];
          for await (const part of stream) parts.push(part as Buffer);
          files[entry.fileName] = Buffer.concat(parts).toString();
          zip.readEntry();
        }),
      );
      zip.on("end", () => resolve(files));
      zip.readEntry();
    });
  });
}

test("an account takes everything along, its own and nobody else's, without secrets", async () => {
  await converse("mine");
  const stranger = await shop.customer(`stranger${n}@example.com`);
  const reply = await browser.send("GET", "/api/account/export");
  expect(reply).toMatchObject({ status: 200 });
  const { site } = shop.site;
  const account = { userId } as never;
  const ctx = { site, db: site.database.shared, now: site.now, account, transactional: false } as never;
  const files = await filesIn(await exported(ctx));
  expect(JSON.parse(files["account.json"] ?? "")).toMatchObject([{ email }]);
  expect(JSON.parse(files["messages.json"] ?? "")).toMatchObject([{ body: "question of mine" }]);
  expect(Object.values(files).join()).not.toMatch(/password_hash|token_hash|argon2/);
  expect(Object.values(files).join()).not.toContain("stranger");
  expect((await stranger.send("GET", "/api/auth/me")).status).toBe(200);
});

test("closing asks for the password, ends plan and sessions at once, says so by mail, and erases after thirty days", async () => {
  await converse("secret");
  const { body } = await browser.send("POST", "/api/subscriptions/create-checkout", { planId: "starter" });
  const bought = await shop.stripe.pay(body.sessionId);
  await shop.settle();
  expect((await browser.send("DELETE", "/api/account", { password: "wrong password" })).status).toBe(400);
  const closed = await browser.send("DELETE", "/api/account", { password });
  expect(closed).toMatchObject({ status: 200, body: { erasedAt: "2026-12-20T10:00:00.000Z" } });
  expect(shop.stripe.get(bought?.id ?? "").status).toBe("canceled");
  expect((await browser.send("GET", "/api/auth/me")).status).toBe(401);
  expect((await shop.site.browser().send("POST", "/api/auth/login", { email, password })).status).toBe(401);
  const [mail] = await shop.row("select body_text from mate.mails where recipient = $1 and kind = 'closed'", email);
  expect(mail?.body_text).toContain("2026-12-20");
  later(29);
  expect(await eraseDue(shop.site.site)).toBe(0);
  expect(await titles()).toEqual(["secret"]);
  later(2);
  expect(await eraseDue(shop.site.site)).toBe(1);
  expect(await eraseDue(shop.site.site)).toBe(0);
  expect(await titles()).toEqual([]);
  expect(await shop.row("select 1 from mate.users where email = $1", email)).toEqual([]);
  expect(await shop.row("select plan_id, status from mate.subscriptions where user_id = $1", userId)).toEqual([
    { plan_id: "starter", status: "canceled" },
  ]);
  const again = await shop.customer(email);
  expect((await again.send("GET", "/api/auth/me")).status).toBe(200);
  later(6 * 365);
  expect(await forgetOld(shop.site.site)).toBe(0);
  later(366);
  expect(await forgetOld(shop.site.site)).toBe(1);
  expect(await shop.row("select 1 from mate.subscriptions where user_id = $1", userId)).toEqual([]);
});

test("an unsaved conversation is kept as long as the plan says, a saved one for good", async () => {
  await converse("unsaved");
  await converse("saved", { isSaved: true });
  later(13);
  await clean(shop.site.site);
  expect(await titles()).toEqual(["saved", "unsaved"]);
  await shop.row(
    "insert into mate.plan_grants (user_id, plan_id, starts_at, ends_at, admin_id, reason) values ($1, 'starter', now(), '2027-12-31', $1, 'test')",
    userId,
  );
  later(76);
  await clean(shop.site.site);
  expect(await titles()).toEqual(["saved", "unsaved"]);
  later(2);
  await clean(shop.site.site);
  expect(await titles()).toEqual(["saved"]);
});

test("sessions, revocations and links go once they can mean nothing any more", async () => {
  await browser.send("POST", "/api/auth/logout");
  const left = async () => (await shop.row("select 1 from mate.token_blacklist where user_id = $1", userId)).length;
  expect(await left()).toBe(1);
  await clean(shop.site.site);
  expect(await left()).toBe(1);
  later(31);
  await clean(shop.site.site);
  expect(await left()).toBe(0);
  expect(await shop.row("select 1 from mate.sessions where user_id = $1", userId)).toEqual([]);
});
