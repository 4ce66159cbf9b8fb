/** A database with the engine's tables, a host on it, and questions: what the engine's tests stand on. */

import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import type { Db } from "@mechanicbuddy/platform/database/statement";
import { newCost, openTenancy, type Tenancy } from "@mechanicbuddy/platform/database/tenancy";
import { newId } from "@mechanicbuddy/platform/id";
import { createLog, type Log } from "@mechanicbuddy/platform/log";
import type {} from "@mechanicbuddy/platform/testing/ground";
import { inject } from "vitest";
import type { Ask, EngineOptions } from "../engine/options.ts";
import { createEngine, type Engine, type StoredEvent } from "../engine.ts";
import type { EngineContext, Host } from "../host.ts";
import type { Allowance } from "../ledger/allowance.ts";
import type { Prepared } from "../prepared.ts";
import type { Provider } from "../providers/provider.ts";
import { type Vehicle, vehicleOf } from "../question.ts";
import type { Source } from "../source.ts";

export interface TestContext extends EngineContext {
  userId: string;
}

export interface EngineGround {
  tenancy: Tenancy;
  db: Db;
  log: Log;
  ctx(userId?: string): TestContext;
  close(): Promise<void>;
}

/** A database of its own; so many transactions run at once. */
export async function openEngineGround({ connections = 12 } = {}): Promise<EngineGround> {
  const { superuser } = inject("platformDatabase").server;
  const name = `assistant_${randomUUID().replaceAll("-", "")}`;
  await withClient(superuser, (client) => client.query(`create database ${name}`));
  const login = { ...superuser, database: name };
  const tables = await readFile(new URL("../../sql/engine.sql", import.meta.url), "utf8");
  await withClient(login, async (client) => {
    await client.query("create function new_id() returns uuid language sql as 'select gen_random_uuid()'");
    await client.query(tables);
  });
  const log = createLog({ level: "silent" });
  const tenancy = openTenancy({
    loginOf: () => login,
    maxTotal: connections + 8,
    exclusivePerTenant: connections,
    log,
  });
  const db = tenancy.shared("one", newCost());
  return {
    tenancy,
    db,
    log,
    ctx: (userId = randomUUID()) => ({ db, log, now: () => new Date(), userId }),
    close: async () => {
      await tenancy.close();
      await withClient(superuser, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** What a test's host knows. Rows of one person are not found by another. */
export interface Known {
  vehicles: Map<string, { userId: string; vehicle: Vehicle }>;
  documents: Source[];
}

export function testHost({ tenancy }: EngineGround, known: Partial<Known> = {}): Host<TestContext> {
  return {
    transaction: (ctx, work) => tenancy.transaction("one", newCost(), (db) => work({ ...ctx, db })),
    userId: ({ userId }) => userId,
    vehicle: async ({ userId }, id) => {
      const found = known.vehicles?.get(id);
      return found?.userId === userId ? found.vehicle : null;
    },
    history: async () => [],
    documents: async () => known.documents ?? [],
    fixes: async () => [],
  };
}

/** A provider that writes what it is told to, as the test goes on. */
export function scripted(
  model: string | null,
  script: Provider["answer"],
  name: Provider["name"] = model === null ? "reference" : "anthropic",
): Provider {
  return { name, model, answer: script };
}

export const note = (text: string) => ({
  type: "draft" as const,
  draft: { kind: "note", text, citations: [] },
});

/** Tables that always answer the same. */
export const tables = scripted(null, async function* () {
  yield note("From the tables.");
});

export function prepared(change: Partial<Prepared> = {}): NonNullable<EngineOptions<TestContext>["prepare"]> {
  return (question, { documents }) => ({
    question,
    intent: "other",
    codes: [],
    symptoms: [],
    lamps: [],
    calculation: null,
    refusals: [],
    hazards: [],
    floor: null,
    sources: [...documents],
    ...change,
  });
}

export function testEngine(
  ground: EngineGround,
  change: Partial<EngineOptions<TestContext>> = {},
): Engine<TestContext> {
  return createEngine({
    host: testHost(ground),
    providers: [tables],
    prepare: prepared(),
    switches: { models: () => true },
    prices: [
      {
        provider: "anthropic",
        model: "test-model",
        from: "2026-01-01",
        input: 1e6,
        cacheRead: 1e5,
        cacheWrite: 1.25e6,
        output: 5e6,
      },
    ],
    now: () => new Date(),
    newId,
    ...change,
  });
}

/** A month's allowance with so many messages and one dollar. */
export function allowance(change: Partial<Allowance> = {}): Allowance {
  return {
    scope: "account",
    key: randomUUID(),
    periodStart: new Date("2026-11-01T00:00:00Z"),
    periodEnd: new Date("2026-12-01T00:00:00Z"),
    messagesLimit: 10,
    capMicros: 1_000_000,
    ...change,
  };
}

export function question(change: Partial<Ask<TestContext>> = {}): Ask<TestContext> {
  return {
    conversationId: randomUUID(),
    clientMessageId: randomUUID(),
    text: "What does P0420 mean?",
    register: "technician",
    locale: "en-GB",
    vehicleId: null,
    attachments: [],
    mode: "auto",
    allowances: [],
    mayUseModel: false,
    ...change,
  };
}

/** Every event of an answer to its end. */
export async function eventsOf(
  engine: Engine<TestContext>,
  ctx: TestContext,
  answerId: string,
  { after = 0, signal = AbortSignal.timeout(10_000) } = {},
): Promise<StoredEvent[]> {
  return Array.fromAsync(engine.events(ctx, answerId, after, signal));
}

export const ford = vehicleOf({ id: "0199a000-0000-7000-8000-000000000001", make: "Ford", model: "Focus", year: 2016 });
