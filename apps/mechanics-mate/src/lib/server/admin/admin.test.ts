import { newId } from "@mechanicbuddy/platform/id";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator, password } from "../testing/administrator.ts";
import { openShop, type Shop } from "../testing/shop.ts";
import type { Browser } from "../testing/site.ts";

let shop: Shop;
let admin: Browser;
let support: Browser;
beforeAll(async () => {
  shop = await openShop();
  admin = await administrator(shop.site, "operator@example.com");
  support = await administrator(shop.site, "support@example.com", "support");
});
afterAll(() => shop.close());
const userId = async (browser: Browser) => (await browser.send("GET", "/api/auth/me")).body.user.id as string;
const reason = "Asked for by its owner, ticket 17";

test("administration wants a role and a second factor; without a role it is not there", async () => {
  const person = await shop.customer("person@example.com");
  for (const path of ["users", "stats", "messages", "usage", "webhooks", "switches"]) {
    expect([path, (await person.send("GET", `/api/admin/${path}`)).status]).toEqual([path, 404]);
    expect([path, (await admin.send("GET", `/api/admin/${path}`)).status]).toEqual([path, 200]);
  }
});

test("accounts are found by parts of address, with plan, access and its reason", async () => {
  await shop.customer("found.somebody@example.com");
  const { body } = await admin.send("GET", "/api/admin/users?q=FOUND.some");
  expect(body.items).toMatchObject([
    { email: "found.somebody@example.com", access: "read", planId: null, reason: "choose_plan" },
  ]);
  const one = await admin.send("GET", `/api/admin/users/${body.items[0].id}`);
  expect(one.body).toMatchObject({ answersUsed: 0, sessions: [{}], grants: [] });
  expect((await admin.send("GET", `/api/admin/users/${newId()}`)).status).toBe(404);
});

test("an operator gives a plan with a reason; support cannot, and an old proof is asked for again", async () => {
  const person = await shop.customer("granted@example.com");
  const path = `/api/admin/users/${await userId(person)}/grants`;
  const grant = { planId: "workshop", days: 30, reason };
  expect((await admin.send("POST", path, { ...grant, reason: "short" })).status).toBe(400);
  expect((await support.send("POST", path, grant)).status).toBe(403);
  expect((await admin.send("POST", path, grant)).status).toBe(201);
  expect((await person.send("GET", "/api/subscriptions/status")).body).toMatchObject({
    access: "full",
    plan: { id: "workshop" },
    banner: { kind: "granted_until" },
  });
  const now = shop.site.clock.now;
  shop.site.clock.now = new Date(now.getTime() + 11 * 60_000);
  expect(await admin.send("POST", path, grant)).toMatchObject({ status: 403, body: { code: "proof_required" } });
  shop.site.clock.now = now;
  expect(await shop.row("select reason from mate.audit_log where action = 'plan.grant'")).toEqual([{ reason }]);
});

test("an account is signed out everywhere", async () => {
  const person = await shop.customer("revoked@example.com");
  const path = `/api/admin/users/${await userId(person)}/sessions/revoke`;
  expect((await admin.send("POST", path, { reason })).body).toEqual({ revoked: 1 });
  expect((await person.send("GET", "/api/auth/me")).status).toBe(401);
});

test("texts are closed: the list has none, and opening one is noted and told to its owner with the reason", async () => {
  const person = await shop.customer("asker@example.com");
  const id = await userId(person);
  const [conversation, message] = [newId(), newId()];
  await shop.site.site.database.transaction(
    async (db) => {
      await db.run({
        text: "insert into mate.conversations (id, user_id, title) values ($1, $2, 'secret title')",
        values: [conversation, id],
      });
      await db.run({
        text: "insert into mate.messages (id, user_id, conversation_id, client_message_id, body) values ($1, $2, $3, $4, 'my secret question')",
        values: [message, id, conversation, newId()],
      });
    },
    { userId: id },
  );
  const list = await admin.send("GET", `/api/admin/messages?userId=${id}`);
  expect(list.body.items).toMatchObject([{ id: message, length: 18, mode: null }]);
  expect(JSON.stringify(list.body)).not.toContain("secret");
  const opened = await admin.send("POST", `/api/admin/messages/${message}/open`, { reason });
  expect(opened.body).toEqual({ message: "my secret question", answers: [] });
  const [mail] = await shop.row(
    "select body_text from mate.mails where recipient = 'asker@example.com' and kind = 'text_opened'",
  );
  expect(mail?.body_text).toContain(reason);
  expect(await shop.row("select subject_id from mate.audit_log where action = 'message.open'")).toEqual([
    { subject_id: message },
  ]);
});

test("totals are right with five hundred accounts", async () => {
  await shop.row(
    `insert into mate.users (email, email_key, password_hash, email_verified_at, terms_version)
      select 'n' || n || '@many.test', 'n' || n || '@many.test', 'x', case when n % 2 = 0 then now() end, '1' from generate_series(1, 500) n`,
  );
  await shop.row(
    `insert into mate.subscriptions (user_id, plan_id, status, current_period_end)
      select id, case when row_number() over (order by id) <= 300 then 'starter' else 'workshop' end, 'active', now() + interval '1 day'
      from mate.users where email like '%@many.test' order by id limit 400`,
  );
  const { body } = await admin.send("GET", "/api/admin/stats");
  const [{ people = 0 } = {}] = await shop.row("select count(*)::integer as people from mate.users");
  expect(body.accounts).toBe(people);
  expect(body).toMatchObject({
    liveSubscriptions: 400,
    monthlyRevenuePence: 300 * 499 + 100 * 3_999,
    plansOutgrowCap: true,
  });
  expect(body.byPlan).toContainEqual({ planId: "starter", count: 300 });
  const seen = new Set<string>();
  let cursor = "";
  do {
    const page = (await admin.send("GET", `/api/admin/users?limit=100${cursor}`)).body;
    for (const { id } of page.items) seen.add(id);
    cursor = page.nextCursor === null ? "" : `&cursor=${page.nextCursor}`;
  } while (cursor !== "");
  expect(seen.size).toBe(people);
});

test("events show what happened without names and addresses, and failed ones are put back with a button", async () => {
  await shop.stripe.emit("invoice.paid", {
    id: "in_x",
    customer_email: "jo@example.com",
    customer_name: "Jo",
    status: "paid",
  });
  await shop.settle();
  const { body } = await admin.send("GET", "/api/admin/webhooks?limit=1");
  expect(body.items[0]).toMatchObject({
    eventType: "invoice.paid",
    payload: { data: { object: { id: "in_x", customer_email: "***", customer_name: "***", status: "paid" } } },
  });
  await shop.row("update mate.webhook_events set status = 'failed' where event_type = 'invoice.paid'");
  expect((await support.send("POST", "/api/admin/webhooks/retry", {})).status).toBe(403);
  expect((await admin.send("POST", "/api/admin/webhooks/retry", {})).body).toEqual({ retried: 1 });
  expect((await admin.send("POST", "/api/admin/webhooks/reconcile", {})).body).toMatchObject({ added: 0 });
});

test("switches hold at once: no sign-up, and everybody sees the banner", async () => {
  const set = (name: string, value: string | null) => admin.send("POST", "/api/admin/switches", { name, value });
  await set("signup_off", "on");
  await set("banner", "Back at noon");
  const signup = { email: "late@example.com", password, acceptTerms: true };
  expect((await shop.site.browser().send("POST", "/api/auth/signup", signup)).status).toBe(503);
  expect((await admin.send("GET", "/api/admin/switches")).body).toEqual({
    modelsOff: false,
    signupOff: true,
    banner: "Back at noon",
  });
  await set("signup_off", null);
  expect((await shop.site.browser().send("POST", "/api/auth/signup", signup)).status).toBe(201);
});
