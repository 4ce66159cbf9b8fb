import { createHmac } from "node:crypto";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";

const [now, before] = ["whsec_of_today", "whsec_of_yesterday"];
const url = "/api/webhooks/stripe";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform({ STRIPE_WEBHOOK_SECRET: now, STRIPE_WEBHOOK_SECRET_PREVIOUS: before });
});
afterAll(() => platform.close());

const seconds = () => Math.floor(platform.clock.now().getTime() / 1000);
const eventOf = (id: string, type: string) =>
  JSON.stringify({ id, type, created: seconds(), data: { object: { id: "sub_1", customer: "cus_1" } } });
const sign = (body: string, secret = now, at = seconds()) =>
  `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
const send = (body: string, signature: string, path = url) =>
  platform.app.fastify.inject({
    method: "POST",
    url: path,
    headers: { "content-type": "application/json; charset=utf-8", "stripe-signature": signature },
    payload: body,
  });
const kept = async () =>
  (
    await platform.appPool.query<{ id: string; type: string; state: string }>(
      "select id, type, state from stripe_events order by id",
    )
  ).rows;

test("the three events of the deployment guide are kept once each, at its address", async () => {
  for (const what of ["created", "updated", "deleted"]) {
    const body = eventOf(`evt_${what}`, `customer.subscription.${what}`);
    expect((await send(body, sign(body))).statusCode).toBe(200);
    expect((await send(body, sign(body, before), "/api/billing/webhook")).json()).toEqual({
      ...{ received: true, duplicate: true },
    });
  }
  const other = eventOf("evt_other", "price.created");
  expect((await send(other, sign(other))).statusCode).toBe(200);
  expect((await kept()).map(({ id, state }) => `${id} ${state}`)).toEqual([
    "evt_created received",
    "evt_deleted received",
    "evt_other ignored",
    "evt_updated received",
  ]);
});

test("an event that nobody signed, that was changed, or that is old is refused and not kept", async () => {
  const body = eventOf("evt_forged", "customer.subscription.deleted");
  const refused = [
    "",
    "t=1,v1=aa",
    sign(body, "whsec_of_a_stranger"),
    sign(body, now, seconds() - 301),
    sign(`${body} `),
  ];
  for (const signature of refused) expect((await send(body, signature)).statusCode, signature).toBe(400);
  expect((await send("no json", sign("no json"))).statusCode).toBe(400);
  expect((await kept()).some(({ id }) => id === "evt_forged")).toBe(false);
});

test("while the database is away Stripe is asked to come again", async () => {
  const body = eventOf("evt_later", "customer.subscription.updated");
  const { rows } = await platform.appPool.query<{ name: string }>("select current_database() as name");
  await withClient(inject("managementDatabase").server.superuser, async (client) => {
    await client.query(`alter database "${rows[0]?.name}" allow_connections false`);
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [rows[0]?.name]);
  });
  expect((await send(body, sign(body))).statusCode).toBe(503);
});
