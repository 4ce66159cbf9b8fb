/** Engines with two stand-ins of model providers and our tables behind them: what tests of whole answers stand on. */

import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Engine, EngineOptions, StoredEvent } from "../engine.ts";
import { freeOfCharge, listPrices } from "../ledger/prices.ts";
import { fakeAnthropicKey, startAnthropicFake } from "../providers/anthropic.fake.ts";
import { anthropicProvider } from "../providers/anthropic.ts";
import { startCompatibleFake } from "../providers/compatible.fake.ts";
import { compatibleProvider } from "../providers/compatible.ts";
import type { ProviderFake } from "../providers/fake.ts";
import {
  allowance,
  type EngineGround,
  openEngineGround,
  question,
  type TestContext,
  tables,
  testEngine,
} from "./ground.ts";

export interface Models {
  ground: EngineGround;
  anthropic: ProviderFake;
  local: ProviderFake;
  engine(change?: Partial<EngineOptions<TestContext>>): Engine<TestContext>;
  /** What an allowance has seen. */
  usedOf(allowance: { key: string }): Promise<{ messages: number; spent: number; reserved: number }>;
  rowOf(answerId: string): Promise<{ state: string; mode: string; blocks: { text: string }[]; model: string | null }>;
  /** Waits until an answer has stored so many events. */
  hasEvents(answerId: string, count: number): Promise<void>;
  /** Both stand-ins say what they usually say. */
  reset(): void;
  close(): Promise<void>;
}

export async function openModels(): Promise<Models> {
  const [ground, anthropic, local] = await Promise.all([
    openEngineGround(),
    startAnthropicFake(),
    startCompatibleFake(),
  ]);
  const { db } = ground;
  const free = { provider: "openai-compatible" as const, model: "local", from: "2000-01-01", ...freeOfCharge };
  return {
    ground,
    anthropic,
    local,
    engine: (change = {}) =>
      testEngine(ground, {
        providers: [
          anthropicProvider({ baseUrl: anthropic.url, apiKey: fakeAnthropicKey, model: "claude-sonnet-4-6" }),
          compatibleProvider({ baseUrl: local.url, model: "local", hasTools: false }),
          tables,
        ],
        prices: [...listPrices, free],
        ...change,
      }),
    usedOf: ({ key }) =>
      one(
        db,
        sql`select messages_used as messages, spent_micros::float8 as spent, reserved_micros::float8 as reserved
          from ai_allowances where key = ${key}`,
      ),
    rowOf: (answerId) => one(db, sql`select state, mode, blocks, model from answers where id = ${answerId}`),
    hasEvents: (answerId, least) =>
      soon(async () => {
        const { count } = await one<{ count: number }>(
          db,
          sql`select count(*)::integer as count from answer_events where answer_id = ${answerId}`,
        );
        return count >= least;
      }),
    reset: () => {
      for (const fake of [anthropic, local]) {
        fake.requests.length = 0;
        fake.script({});
      }
    },
    close: async () => {
      await Promise.all([ground.close(), anthropic.close(), local.close()]);
    },
  };
}

/** A question of somebody whose plan includes a model. */
export const paid = (mine = allowance()) => question({ allowances: [mine], mayUseModel: true });
export const block = (text: string) => ({ kind: "note", text, citations: [] });
export const textsOf = (events: readonly StoredEvent[]) =>
  events.flatMap(({ event, data }) => (event === "block" && "text" in data.block ? [data.block.text] : []));
export const never = new Promise<never>(() => undefined);

export async function soon(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 5));
}
