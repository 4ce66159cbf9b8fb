import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCustomer, listCustomers } from "@mechanicbuddy/contract/customers";
import type { Route } from "@mechanicbuddy/contract/route";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import { bootstrapCluster, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { type EmbeddedServer, startEmbedded, stopLeftover } from "@mechanicbuddy/platform/database/embedded";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { migrate } from "@mechanicbuddy/platform/database/migrate";
import { readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { provisionTenant } from "@mechanicbuddy/platform/database/provision";
import { createLog } from "@mechanicbuddy/platform/log";
import { testRootSecret } from "@mechanicbuddy/platform/testing/ground";
import { freePort } from "@mechanicbuddy/platform/testing/postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { migrationsDirectory } from "../migrate.ts";
import { open } from "../opening/opening.ts";
import { type RunningApi, startApi } from "../server.ts";
import { sampleOf } from "../testing/sample.ts";
import { standard, tokenFor, urlOf } from "../testing/shop.ts";

let folder: string;
let startDatabase: () => Promise<EmbeddedServer>;
let database: EmbeddedServer;
let api: RunningApi;
let token: string;

/** A server as `main.ts` starts it, worker included, on a PostgreSQL of its own that can be taken away. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mechanicbuddy-outage-"));
  const port = await freePort();
  startDatabase = () =>
    startEmbedded({
      directory: join(folder, "data"),
      port,
      password: "superuser of the tests",
      settings: { fsync: "off", synchronous_commit: "off" },
    });
  database = await startDatabase();
  const env = {
    NODE_ENV: "test",
    PORT: "0",
    METRICS_PORT: "0",
    DB_HOST: "127.0.0.1",
    DB_PORT: String(port),
    DB_NAME: "mechanicbuddy",
    DB_USER: "mechanicbuddy",
    DB_PASSWORD: "owner of the tests",
    JWT_SECRET: testRootSecret,
    CONSUMER_SECRET: Buffer.alloc(32, 7).toString("base64"),
    MULTI_TENANCY: "true",
  };
  const config = loadConfig(workshopApiConfig, { env, cwd: folder });
  const { owner, app, tenantKeys } = await loginsFrom(config);
  await bootstrapCluster(database.superuser, owner);
  const tenants = await readMigrations(migrationsDirectory);
  await migrate({ owner, appPassword: app.password, tenants, keys: tenantKeys });
  await withClient(owner, (client) => provisionTenant(client, "acme", tenantKeys, tenants));
  api = await startApi(config, createLog({ level: "silent" }));
  const ctx = await api.contextOf("acme");
  token = await tokenFor(api.app, ctx, "owner", await open(ctx, standard));
}, 120_000);
afterAll(async () => {
  await api.stop();
  await stopLeftover(join(folder, "data"));
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const ask = (method: Route["method"], url: string, payload?: unknown) =>
  api.app.fastify.inject({
    method,
    url,
    headers: { host: "acme.localhost", authorization: `Bearer ${token}` },
    ...(payload === undefined ? {} : { payload: payload as object }),
  });
const health = async (name: string) => {
  const { statusCode, body } = await ask("GET", `/health/${name}`);
  return { status: statusCode, missing: (JSON.parse(body) as { missing?: string[] }).missing };
};
const name = (route: Route) => `${route.method} ${route.path}`;

/**
 * Refused before any data was asked for: a few bodies have rules that no made-up value keeps, and the address of a file
 * proves by itself who signed it.
 */
const settled = (status: number, route: Route) =>
  status === 422 || (status === 404 && route.path.startsWith("/api/public/files/"));

test("with the database away every route says 503 with a reference, the process lives, and all is well by itself when it is back", async () => {
  expect(await health("ready")).toEqual({ status: 200, missing: [] });
  expect((await ask("GET", listCustomers.path)).statusCode).toBe(200);

  await database.stop();
  expect(await health("live")).toMatchObject({ status: 200 });
  expect(await health("ready")).toMatchObject({ status: 503, missing: expect.arrayContaining(["database"]) });
  const wrong: string[] = [];
  let refused = 0;
  for (const route of api.app.routes.filter(({ permission }) => permission !== "service")) {
    const body = route.body === undefined ? undefined : sampleOf(route.body);
    const { statusCode, headers, body: text } = await ask(route.method, urlOf(route), body);
    if (settled(statusCode, route)) continue;
    refused++;
    const problem = JSON.parse(text === "" ? "{}" : text) as { code?: string; requestId?: string };
    const isProblem =
      String(headers["content-type"]).startsWith("application/problem+json") && problem.code === "unavailable";
    if (statusCode !== 503 || !isProblem || problem.requestId !== headers["x-request-id"]) {
      wrong.push(`${name(route)}: ${statusCode} ${text.slice(0, 120)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(refused).toBeGreaterThan(api.app.routes.length * 0.9);

  database = await startDatabase();
  await vi.waitFor(async () => expect(await health("ready")).toEqual({ status: 200, missing: [] }), {
    timeout: 30_000,
    interval: 100,
  });
  expect((await ask("GET", listCustomers.path)).statusCode).toBe(200);
  const saved = await ask("POST", createCustomer.path, { kind: "private", lastName: "Kask" });
  expect([saved.statusCode, saved.json().name]).toEqual([201, "Kask"]);
}, 120_000);
