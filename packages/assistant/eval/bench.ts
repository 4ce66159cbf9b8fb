/** What the engine adds to a model's first block, and how fast it stops one: measured against the model read directly. */

import { type ChildProcess, fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { newCost, openTenancy } from "@mechanicbuddy/platform/database/tenancy";
import { newId } from "@mechanicbuddy/platform/id";
import { createLog } from "@mechanicbuddy/platform/log";
import { startTestServer } from "@mechanicbuddy/platform/testing/postgres";
import { type Ask, createEngine, type Engine, type StoredEvent } from "../src/engine.ts";
import type { EngineContext, Host } from "../src/host.ts";
import { listPrices } from "../src/ledger/prices.ts";
import { fakeAnthropicKey } from "../src/providers/anthropic.fake.ts";
import { anthropicProvider } from "../src/providers/anthropic.ts";
import { referenceProvider } from "../src/providers/reference.ts";

const STREAMS = 50;
const ROUNDS = 2;
const ROUND_MS = 18_000;
/** How long an answer takes: beginnings are spread over it. */
const STREAM_MS = 10_000;

export interface StreamTimes {
  /** Milliseconds until the first block at 50 streams, read directly and through the engine. */
  direct: { p50: number; p99: number };
  engine: { p50: number; p99: number };
  /** Milliseconds until an abort has reached the model. */
  abortMs: number;
  answers: number;
}

/** The most that the engine may add, in milliseconds. */
export const floors = { p50: 10, p99: 40, abortMs: 1000 };
export const goals = { p50: 5, p99: 20, abortMs: 50 };

interface BenchContext extends EngineContext {
  userId: string;
}

export async function measureStreams(): Promise<StreamTimes> {
  const server = await startTestServer();
  const upstream = fork(fileURLToPath(new URL("upstream.ts", import.meta.url)));
  try {
    const [{ url }] = (await once(upstream, "message")) as [{ url: string }];
    const database = await withDatabase(server.superuser);
    const engine = engineOn(database.host, url);
    const times = { direct: [] as number[], engine: [] as number[] };
    await throughEngine(engine, database.context(0));
    upstream.send("body");
    const [{ body }] = (await once(upstream, "message")) as [{ body: string }];
    // Everybody's first answer, which opens their allowances and the connections, is not measured.
    await load((client) => throughEngine(engine, database.context(client)), STREAM_MS);
    for (let round = 0; round < ROUNDS; round++) {
      times.direct.push(...(await load(() => direct(url, body), ROUND_MS)));
      times.engine.push(...(await load((client) => throughEngine(engine, database.context(client)), ROUND_MS)));
    }
    const abortMs = await abortTime(engine, database.context(0), upstream);
    await engine.drain(5_000);
    await database.close();
    return {
      direct: percentiles(times.direct),
      engine: percentiles(times.engine),
      abortMs,
      answers: times.engine.length,
    };
  } finally {
    upstream.disconnect();
    await server.stop();
  }
}

/** Fifty clients, one after the other's answer each, their beginnings spread. Times of their first blocks. */
async function load(ask: (client: number) => Promise<number>, forMs: number): Promise<number[]> {
  const until = performance.now() + forMs;
  const times: number[] = [];
  const clients = Array.from({ length: STREAMS }, async (_, at) => {
    await new Promise((resolve) => setTimeout(resolve, (at * STREAM_MS) / STREAMS));
    while (performance.now() < until) times.push(await ask(at));
  });
  await Promise.all(clients);
  return times;
}

/** The same call made of the model itself: time of its first whole block. The rest is read too. */
async function direct(url: string, body: string): Promise<number> {
  const startedAt = performance.now();
  const reply = await fetch(`${url}/messages`, {
    method: "POST",
    headers: { "x-api-key": fakeAnthropicKey, "anthropic-version": "2023-06-01", "content-type": "application/json" },
    body,
  });
  let firstMs: number | undefined;
  let text = "";
  for await (const chunk of reply.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (firstMs === undefined && text.includes("text_delta")) firstMs = performance.now() - startedAt;
  }
  return firstMs ?? Number.NaN;
}

async function throughEngine(engine: Engine<BenchContext>, ctx: BenchContext): Promise<number> {
  const startedAt = performance.now();
  const { answerId } = await engine.ask(ctx, question(ctx));
  let firstMs: number | undefined;
  for await (const event of engine.events(ctx, answerId, 0, new AbortController().signal))
    if (isModels(event)) firstMs ??= performance.now() - startedAt;
  return firstMs ?? Number.NaN;
}

/** Warnings come from code, before the model is asked. */
const isModels = (event: StoredEvent) => event.event === "block" && event.data.block.kind === "note";

async function abortTime(engine: Engine<BenchContext>, ctx: BenchContext, upstream: ChildProcess): Promise<number> {
  const { answerId } = await engine.ask(ctx, question(ctx));
  for await (const event of engine.events(ctx, answerId, 0, new AbortController().signal)) if (isModels(event)) break;
  const startedAt = performance.now();
  await engine.cancel(ctx, answerId);
  for (;;) {
    upstream.send("left");
    const [{ leftAt }] = (await once(upstream, "message")) as [{ leftAt: boolean }];
    if (leftAt) return performance.now() - startedAt;
  }
}

function question({ userId }: BenchContext): Ask<BenchContext> {
  return {
    conversationId: randomUUID(),
    clientMessageId: randomUUID(),
    text: "P0301 is stored and the engine misfires at idle, what do I check first?",
    register: "technician",
    locale: "en-GB",
    vehicleId: null,
    attachments: [],
    mode: "auto",
    allowances: [
      {
        scope: "account",
        key: userId,
        periodStart: new Date("2026-01-01"),
        periodEnd: new Date("2030-01-01"),
        messagesLimit: null,
        capMicros: 1e12,
      },
      {
        scope: "site",
        key: "all",
        periodStart: new Date("2026-01-01"),
        periodEnd: new Date("2030-01-01"),
        messagesLimit: null,
        capMicros: 1e12,
      },
    ],
    mayUseModel: true,
  };
}

function engineOn(host: Host<BenchContext>, url: string): Engine<BenchContext> {
  return createEngine({
    host,
    providers: [
      anthropicProvider({ baseUrl: url, apiKey: fakeAnthropicKey, model: "claude-sonnet-4-6" }),
      referenceProvider,
    ],
    switches: { models: () => true },
    prices: listPrices,
    now: () => new Date(),
    newId,
  });
}

async function withDatabase(superuser: Parameters<typeof withClient>[0]) {
  await withClient(superuser, (client) => client.query("create database assistant_bench"));
  const login = { ...superuser, database: "assistant_bench" };
  const tables = await readFile(new URL("../sql/engine.sql", import.meta.url), "utf8");
  await withClient(login, async (client) => {
    await client.query("create function new_id() returns uuid language sql as 'select gen_random_uuid()'");
    await client.query(tables);
  });
  const log = createLog({ level: "error" });
  const tenancy = openTenancy({ loginOf: () => login, maxTotal: 44, exclusivePerTenant: 40, log });
  const db = tenancy.shared("bench", newCost());
  const people = Array.from({ length: STREAMS }, () => randomUUID());
  const host: Host<BenchContext> = {
    transaction: (ctx, work) => tenancy.transaction("bench", newCost(), (db) => work({ ...ctx, db })),
    userId: ({ userId }) => userId,
    vehicle: async () => null,
    history: async () => [],
    documents: async () => [],
    fixes: async () => [],
  };
  return {
    host,
    context: (client: number): BenchContext => ({ db, log, now: () => new Date(), userId: people[client] ?? "" }),
    close: () => tenancy.close(),
  };
}

function percentiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
