import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { freePort } from "@mechanicbuddy/platform/testing/postgres";
import { sql } from "kysely";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { queue } from "../messages/messages.ts";
import { environmentOf } from "../testing/process.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { verify } from "./invoices.ts";
import { day, fiscalShop, readyOrder } from "./testing/order.ts";

let api: TestApi;
let relay: SMTPServer;
const mails: string[] = [];
const processes: ChildProcess[] = [];

beforeAll(async () => {
  api = await openTestApi();
  relay = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData: (stream, session, done) => {
      mails.push(...session.envelope.rcptTo.map(({ address }) => address));
      stream.resume().on("end", () => done());
    },
  });
  relay.listen(0, "127.0.0.1");
  await once(relay.server, "listening");
});
afterEach(() => {
  for (const child of processes.splice(0)) child.kill("SIGKILL");
});
afterAll(async () => {
  await new Promise<void>((resolve) => relay.close(() => resolve()));
  await api.close();
  await closeRenderer();
});

/** A server of its own process on the test's database, as `main.ts` starts it. */
async function startServer(): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const child = fork(fileURLToPath(new URL("../main.ts", import.meta.url)), {
    env: {
      ...environmentOf(api.ground),
      PORT: String(port),
      SMTP_HOST: "127.0.0.1",
      SMTP_PORT: String((relay.server.address() as AddressInfo).port),
    },
    stdio: "inherit",
  });
  processes.push(child);
  await vi.waitFor(async () => expect(await call(port, "GET", "/health/ready")).toMatchObject({ status: 200 }), {
    timeout: 30_000,
    interval: 100,
  });
  return { child, port };
}

interface Heard {
  status: number;
  body: { number?: string };
}

/** One call; rejects when the server dies before it has answered. */
function call(port: number, method: string, path: string, shop?: Shop, body?: object): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const headers = {
      "content-type": "application/json",
      ...(shop === undefined ? {} : { host: `${shop.id}.localhost`, authorization: `Bearer ${shop.tokens.owner}` }),
    };
    const asked = request({ host: "127.0.0.1", port, method, path, headers }, (response) => {
      let text = "";
      response.on("data", (part) => {
        text += part;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
    });
    asked.on("error", reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const waitingFor = (shop: Shop, table: string) =>
  vi.waitFor(
    async () =>
      expect(
        await rows(
          shop.ctx.db,
          sql`select from pg_stat_activity where usename = current_user and wait_event_type = 'Lock'
            and query like ${`%${table}%`}`,
        ),
      ).not.toEqual([]),
    { timeout: 15_000, interval: 20 },
  );

test("a server that is killed while it issues invoices leaves none half-written, and the numbers go on without a gap", async () => {
  const shop = await fiscalShop(api);
  const orders = [];
  for (let n = 0; n < 6; n++) orders.push(await readyOrder(shop, { number: 1042 + n }));
  const issue = (port: number, order: { id: string }) =>
    call(port, "POST", `/api/work-orders/${order.id}/invoice`, shop, {});
  const first = await startServer();
  const [a, b, ...rest] = orders as [(typeof orders)[0], (typeof orders)[0], ...typeof orders];
  expect([(await issue(first.port, a)).status, (await issue(first.port, b)).status]).toEqual([201, 201]);

  await withClient(api.ground.owner, async (client) => {
    // Whoever issues waits here, its number taken; the others queue behind it.
    await client.query("begin");
    await client.query(`select from "tenant_${shop.id}".chain_heads where name = 'invoices' for update`);
    const cut = Promise.allSettled(rest.map((order) => issue(first.port, order)));
    await waitingFor(shop, "chain_heads");
    first.child.kill("SIGKILL");
    expect((await cut).map(({ status }) => status)).toEqual(rest.map(() => "rejected"));
    await client.query("rollback");
  });

  const second = await startServer();
  const answers = [];
  for (const order of rest) answers.push(await issue(second.port, order));
  const year = day(api).slice(0, 4);
  expect(answers.map(({ body }) => body.number)).toEqual(rest.map((_, n) => `${year}-0000${n + 3}`));
  const left = await one(
    shop.ctx.db,
    sql`select (select count(*)::int from invoices) as invoices, (select count(*)::int from receivables) as receivables,
      (select count(*)::int from files) as files, (select next from number_series where kind = 'invoice') as next`,
  );
  expect(left).toEqual({ invoices: 6, receivables: 6, files: 6, next: 7 });
  expect(await verify(shop.ctx)).toEqual({ documents: 6, problems: [] });
}, 90_000);

test("the mail a killed server was about to send leaves another one within 30 seconds, once", async () => {
  const shop = await fiscalShop(api);
  await queue(shop.ctx, {
    template: "invoice",
    language: "en",
    to: ["marika@example.com"],
    about: { kind: "invoice", id: newId() },
    variables: { documentNumber: "2026-00031", total: "26.97" },
  });
  const killedAt = await withClient(api.ground.owner, async (client) => {
    // The worker that takes the task waits here before the message is its own.
    await client.query("begin");
    await client.query(`select from "tenant_${shop.id}".messages for update`);
    const first = await startServer();
    await waitingFor(shop, "messages");
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    await client.query("rollback");
    return Date.now();
  });
  expect(mails).toEqual([]);
  await startServer();
  await vi.waitFor(() => expect(mails).toEqual(["marika@example.com"]), { timeout: 30_000, interval: 50 });
  expect(Date.now() - killedAt).toBeLessThan(30_000);
  const settled = async () => {
    expect(await one(shop.ctx.db, sql`select status from messages`)).toEqual({ status: "sent" });
    expect((await api.ground.appPool.query("select from graphile_worker._private_jobs")).rowCount).toBe(0);
  };
  await vi.waitFor(settled, { timeout: 10_000, interval: 50 });
}, 90_000);
