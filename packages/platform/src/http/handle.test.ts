import type { Role } from "@mechanicbuddy/contract/permission";
import { invalid } from "@mechanicbuddy/contract/problem";
import { closed, route } from "@mechanicbuddy/contract/route";
import { sql } from "kysely";
import Type, { type Static } from "typebox";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { inTransaction } from "../context.ts";
import { one, rows, run } from "../database/statement.ts";
import type { Cost } from "../database/tenancy.ts";
import { newId } from "../id.ts";
import { newToken, sha256 } from "../keys.ts";
import { createLog } from "../log.ts";
import { openRateLimits, type RateLimits } from "../rate-limits.ts";
import { type Ground, openGround } from "../testing/ground.ts";
import type { App } from "./app.ts";
import { handle } from "./handle.ts";
import { serveDocumentation } from "./openapi.ts";
import { createServer } from "./server.ts";
import { tokensFor } from "./tokens.ts";

const Note = Type.Object({ id: Type.String(), text: Type.String() });
type Note = Static<typeof Note>;
const readNotes = route("GET", "/api/notes", {
  permission: "work.read",
  summary: "Notes",
  query: closed({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) }),
  reply: { 200: Type.Object({ items: Type.Array(Note) }) },
});
const addNote = route("POST", "/api/notes", {
  permission: "work.write",
  summary: "Add a note",
  body: closed({
    text: Type.String({ minLength: 1, maxLength: 20, message: "Write something." }),
    stars: Type.Optional(Type.Union([Type.Integer({ minimum: 0 }), Type.Null()])),
  }),
  reply: { 201: Note },
});
const readNote = route("GET", "/api/notes/:id", { permission: "work.read", summary: "A note", reply: { 200: Note } });
const crash = route("POST", "/api/crash", { permission: "self", summary: "Fails", reply: { 204: Type.Null() } });

let ground: Ground;
let app: App;
let limits: RateLimits;
let tenant: string;
let neighbour: string;
const costs: Cost[] = [];

beforeAll(async () => {
  // One test makes the server fail on purpose, so its error log is not a finding here.
  ground = await openGround(inject("platformDatabase"), { log: createLog({ level: "silent" }) });
  limits = openRateLimits({ appPool: ground.appPool, now: () => new Date(), log: ground.log });
  app = {
    fastify: createServer({
      log: ground.log,
      trustedProxies: ["127.0.0.1"],
      cors: { mode: "Production", appHost: "https://shop.example" },
      https: false,
    }),
    instance: ground.instance,
    tenancy: ground.tenancy,
    registry: ground.registry,
    platform: undefined,
    tokens: tokensFor(ground.keys, "test", () => new Date()),
    limits,
    now: () => new Date(),
    log: ground.log,
    consumerSecret: "the consumer secret",
    onlyTenant: undefined,
    activity: { seen: () => undefined, close: async () => undefined },
    noteSupport: async () => undefined,
    routes: [],
    checkReplies: true,
    onCost: (_, cost) => costs.push(cost),
  };
  handle(app, readNotes, async (ctx) => ({
    items: await rows(ctx.db, sql<Note>`select id, text from notes order by text`),
  }));
  handle(app, readNote, async (ctx, { params }) =>
    one(ctx.db, sql<Note>`select id, text from notes where id = ${params.id}`),
  );
  handle(app, addNote, async (ctx, { body }) => {
    if (body.text === "refuse") throw invalid({ text: "Not this." });
    return one(ctx.db, sql<Note>`insert into notes (id, text) values (${newId()}, ${body.text}) returning id, text`);
  });
  handle(app, crash, async (ctx) => {
    await run(ctx.db, sql`insert into notes (id, text) values (${newId()}, 'half')`);
    throw new TypeError("secret detail of our own");
  });
  serveDocumentation(app, "Test", "0");
  await app.fastify.ready();
});
afterAll(async () => {
  await app.fastify.close();
  await limits.close();
  await ground.close();
});
beforeEach(async () => {
  tenant = await ground.newTenant();
  neighbour = await ground.newTenant();
});

async function session(tenantId: string, role: Role, claimed: Role = role): Promise<string> {
  const [userId, secret] = [newId(), newToken()];
  const { db } = ground.contextOf(tenantId);
  await run(db, sql`insert into users (id, role) values (${userId}, ${role})`);
  await run(
    db,
    sql`insert into sessions (id, user_id, token_sha256) values (${newId()}, ${userId}, ${sha256(secret)})`,
  );
  const expiresAt = Math.floor(Date.now() / 1000) + 3600;
  return app.tokens.issue({ tenantId, userId, employeeId: userId, session: secret, role: claimed, expiresAt });
}

const call = (
  method: "GET" | "POST",
  url: string,
  token?: string,
  more: { payload?: unknown; headers?: object } = {},
) =>
  app.fastify.inject({
    method,
    url,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...more.headers },
    ...(more.payload === undefined ? {} : { payload: more.payload as object }),
  });

test("a read costs one round trip, a simple write two, the session check included", async () => {
  const token = await session(tenant, "owner");
  await call("GET", "/api/notes", token);
  expect((await call("GET", "/api/notes", token)).statusCode).toBe(200);
  expect(costs.at(-1)).toMatchObject({ roundTrips: 1, statements: 2 });
  expect((await call("POST", "/api/notes", token, { payload: { text: "one" } })).statusCode).toBe(201);
  expect(costs.at(-1)).toMatchObject({ roundTrips: 2, statements: 4 });
});

test("without a session, with a broken token or with a neighbour's, the answer is 401 and nothing else", async () => {
  const foreign = await session(neighbour, "owner");
  const answers = [
    await call("GET", "/api/notes"),
    await call("GET", "/api/notes", `${foreign}x`),
    await call("GET", "/api/notes", foreign, { headers: { host: `${tenant}.localhost` } }),
    await call("GET", "/api/notes", undefined, { headers: { authorization: "Basic abc" } }),
  ];
  for (const { statusCode, headers } of answers) {
    expect(statusCode).toBe(401);
    expect(headers["content-type"]).toContain("application/problem+json");
  }
});

test("X-Tenant-ID chooses nothing without the consumer secret", async () => {
  const token = await session(tenant, "owner");
  const named = { "x-tenant-id": neighbour };
  expect((await call("GET", "/api/notes", token, { headers: named })).statusCode).toBe(200);
  const proven = { ...named, "x-consumer-secret": "the consumer secret" };
  expect((await call("GET", "/api/notes", token, { headers: proven })).statusCode).toBe(401);
});

test("a revoked session is over at the next request, and a write under it saves nothing", async () => {
  const token = await session(tenant, "owner");
  await run(ground.contextOf(tenant).db, sql`update sessions set revoked = true`);
  expect((await call("GET", "/api/notes", token)).statusCode).toBe(401);
  expect((await call("POST", "/api/notes", token, { payload: { text: "x" } })).statusCode).toBe(401);
  expect(await rows(ground.contextOf(tenant).db, sql`select from notes`)).toHaveLength(0);
});

test("the role in the database counts, not the one in the token", async () => {
  const demoted = await session(tenant, "mechanic", "owner");
  expect((await call("POST", "/api/notes", demoted, { payload: { text: "x" } })).json()).toMatchObject({
    code: "forbidden",
    permission: "work.write",
  });
  const promoted = await session(tenant, "owner", "mechanic");
  expect((await call("POST", "/api/notes", promoted, { payload: { text: "y" } })).statusCode).toBe(201);
  expect(await rows(ground.contextOf(tenant).db, sql`select text from notes`)).toEqual([{ text: "y" }]);
});

test("the same Idempotency-Key gives the first reply and does the work once, also when both arrive together", async () => {
  const token = await session(tenant, "owner");
  const send = (text: string) =>
    call("POST", "/api/notes", token, { payload: { text }, headers: { "idempotency-key": "key-0001-abcdef" } });
  const [first, second] = await Promise.all([send("once"), send("once")]);
  expect(first.statusCode).toBe(201);
  expect(second.json()).toEqual(first.json());
  expect((await send("once")).json()).toEqual(first.json());
  expect((await send("other")).json()).toMatchObject({ code: "conflict" });
  expect(await rows(ground.contextOf(tenant).db, sql`select from notes`)).toHaveLength(1);
});

test("a refused write leaves its Idempotency-Key free", async () => {
  const token = await session(tenant, "owner");
  const headers = { "idempotency-key": "key-0002-abcdef" };
  expect((await call("POST", "/api/notes", token, { payload: { text: "refuse" }, headers })).statusCode).toBe(422);
  expect((await call("POST", "/api/notes", token, { payload: { text: "fine" }, headers })).statusCode).toBe(201);
});

test("bad input is answered with the field and a sentence, never with 500", async () => {
  const token = await session(tenant, "owner");
  const post = (payload: unknown) => call("POST", "/api/notes", token, { payload });
  expect((await post({})).json().errors).toEqual([{ field: "text", message: "Write something." }]);
  expect((await post({ text: "x", paid: true })).json().errors[0].field).toBe("paid");
  expect((await post({ text: "a\u0000b" })).json().errors[0].message).toMatch(/cannot be printed/);
  expect((await post({ text: "x", stars: -1 })).json().errors).toEqual([
    { field: "stars", message: "Enter 0 or more." },
  ]);
  expect((await post({ text: 7 })).json()).toMatchObject({ code: "invalid", errors: [{ field: "text" }] });
  expect((await call("GET", "/api/notes?limit=many", token)).json().errors[0].field).toBe("limit");
  expect((await call("GET", "/api/notes?limit=1&limit=2", token)).json().errors[0].field).toBe("limit");
  expect((await call("GET", "/api/notes?colour=red", token)).json().errors[0].field).toBe("colour");
  expect((await call("GET", "/api/notes/not-an-id", token)).json().errors[0].field).toBe("id");
  const raw = (payload: string, type: string) =>
    app.fastify.inject({
      method: "POST",
      url: "/api/notes",
      headers: { authorization: `Bearer ${token}`, "content-type": type },
      payload,
    });
  expect((await raw("{broken", "application/json")).json().code).toBe("invalid");
  expect((await raw('{"__proto__":{"a":1},"text":"x"}', "application/json")).json().code).toBe("invalid");
  expect((await raw("text=x", "text/plain")).json().code).toBe("invalid");
  expect((await raw(`{"text":"${"x".repeat(1_100_000)}"}`, "application/json")).json()).toMatchObject({
    status: 413,
    code: "too_large",
  });
});

test("a fault of ours says nothing about itself and saves nothing", async () => {
  const token = await session(tenant, "owner");
  const answer = await call("POST", "/api/crash", token);
  expect(answer.json()).toMatchObject({ status: 500, code: "internal" });
  expect(answer.body).not.toMatch(/secret detail|TypeError/);
  expect(answer.headers["x-request-id"]).toBe(answer.json().requestId);
  expect(await rows(ground.contextOf(tenant).db, sql`select from notes`)).toHaveLength(0);
});

test("an unknown address is not found, a known one with another method says which it takes", async () => {
  expect((await call("GET", "/api/nowhere")).json()).toMatchObject({ status: 404, code: "not_found" });
  const wrong = await app.fastify.inject({ method: "DELETE", url: "/api/notes" });
  expect(wrong.statusCode).toBe(405);
  expect(wrong.headers.allow).toBe("GET, POST");
});

test("other origins get no grant, the listed one does", async () => {
  const origin = (value: string) => call("GET", "/api/notes", undefined, { headers: { origin: value } });
  expect((await origin("https://shop.example")).headers["access-control-allow-origin"]).toBe("https://shop.example");
  for (const value of ["null", "https://shop.example.evil.test", "https://evil.test", "http://localhost:3000"]) {
    expect((await origin(value)).headers["access-control-allow-origin"]).toBeUndefined();
  }
});

test("the OpenAPI document names exactly the routes that were registered", async () => {
  const document = (await call("GET", "/openapi.json")).json();
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const expected = [readNotes, readNote, addNote, crash].map((r) => `${r.method} ${r.path.replace(":id", "{id}")}`);
  expect(documented.sort()).toEqual(expected.sort());
});

test("a transaction inside a transaction is the same one", async () => {
  const ctx = ground.contextOf(tenant);
  await expect(
    inTransaction(ctx, async (ctx) => {
      await inTransaction(ctx, (ctx) => run(ctx.db, sql`insert into notes (id, text) values (${newId()}, 'inner')`));
      throw new Error("outer fails");
    }),
  ).rejects.toThrow("outer fails");
  expect(await rows(ctx.db, sql`select from notes`)).toHaveLength(0);
});
