import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, expect, inject, test } from "vitest";
import { createLog } from "../log.ts";
import { testRootSecret } from "../testing/ground.ts";
import { freePort } from "../testing/postgres.ts";
import { withClient } from "./bootstrap.ts";
import { encryptionTo } from "./encryption.ts";
import { type DatabaseSettings, loginsFrom } from "./logins.ts";
import { newCost, openTenancy } from "./tenancy.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A database's door: says S or N to whoever asks for encryption, and keeps what came behind it. */
async function door(answer: "S" | "N"): Promise<{ host: string; port: number; heard: Buffer[] }> {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      if (heard.push(bytes) === 1 || bytes.length === 8) socket.write(answer);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  return { host: "127.0.0.1", port: (server.address() as AddressInfo).port, heard };
}

const settings = (port: number, mode: DatabaseSettings["DB_SSL"]): DatabaseSettings => ({
  DB_HOST: "127.0.0.1",
  DB_PORT: port,
  DB_NAME: "books",
  DB_USER: "owner",
  DB_PASSWORD: "a password of the tests",
  DB_SSL: mode,
  JWT_SECRET: testRootSecret,
  INSTANCE_ID: "test",
});

test("prefer encrypts where the database can, and goes on where it cannot", async () => {
  expect(await encryptionTo(await door("S"), "prefer")).toEqual({ rejectUnauthorized: false });
  expect(await encryptionTo(await door("N"), "prefer")).toBe(false);
});

test("require and verify never ask, and only verify believes certificates alone", async () => {
  const nowhere = { host: "127.0.0.1", port: await freePort() };
  expect(await encryptionTo(nowhere, "require")).toEqual({ rejectUnauthorized: false });
  expect(await encryptionTo(nowhere, "verify")).toEqual({ rejectUnauthorized: true });
  await expect(encryptionTo(nowhere, "prefer")).rejects.toThrow(/ECONNREFUSED/);
});

test("every login of a server, the workshops' too, is encrypted as the settings say", async () => {
  const { port } = await door("S");
  const { owner, app, tenant } = await loginsFrom(settings(port, "verify"));
  for (const login of [owner, app, tenant("acme")]) expect(login.ssl).toEqual({ rejectUnauthorized: true });
  expect(tenant("acme")).toMatchObject({ port, database: "books", user: "tenant_acme" });
});

test("a workshop's connection asks for encryption first and sends no word in the clear when it is refused", async () => {
  const { port, heard } = await door("N");
  const { tenant } = await loginsFrom(settings(port, "require"));
  const log = createLog({ level: "silent" });
  const tenancy = openTenancy({ loginOf: tenant, maxTotal: 4, exclusivePerTenant: 1, log });
  await expect(tenancy.shared("acme", newCost()).run({ text: "select 1", values: [] })).rejects.toThrow(/SSL/);
  await tenancy.close();
  expect(Buffer.concat(heard)).toEqual(Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]));
});

test("the real PostgreSQL answers the question, and stays usable with its answer", async () => {
  const { owner } = inject("platformDatabase").server;
  const ssl = await encryptionTo(owner, "prefer");
  expect(ssl).toBe(false);
  const { rows } = await withClient({ ...owner, ssl }, (client) => client.query("select 1 as one"));
  expect(rows).toEqual([{ one: 1 }]);
});
