import { randomUUID } from "node:crypto";
import type { Db } from "@mechanicbuddy/platform/database/statement";
import { newCost } from "@mechanicbuddy/platform/database/tenancy";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Allowance } from "./ledger/allowance.ts";
import { check, closeOpen, differences, nearlyUsedUp, reserve, type Settlement, settle } from "./ledger/ledger.ts";
import { openMeter } from "./ledger/meter.ts";
import { costOf, mostTokens, type Price, priceOf, worstCost } from "./ledger/prices.ts";
import { allowance, type EngineGround, openEngineGround, scripted } from "./testing/ground.ts";

let ground: EngineGround;
beforeAll(async () => {
  ground = await openEngineGround({ connections: 80 });
});
afterAll(() => ground.close());

const now = new Date("2026-11-20T10:00:00Z");
const purpose = (answerId: string | null = null) => ({
  answerId,
  purpose: "answer",
  provider: "anthropic",
  model: "test-model",
  promptVersion: "1",
  now,
});
const usage = { inputTokens: 10, cacheReadTokens: 20, cacheWriteTokens: 30, outputTokens: 40 };

const inTransaction = <T>(work: (db: Db) => Promise<T>) => ground.tenancy.transaction("one", newCost(), work);

/** Sets one call aside; its id, or undefined. */
async function take(allowances: Allowance[], micros: number, countsMessage = true, answerId: string | null = null) {
  const requestId = randomUUID();
  const calls = [{ requestId, micros, countsMessage }];
  return (await inTransaction((db) => reserve(db, allowances, calls, purpose(answerId)))) ? requestId : undefined;
}

const close = (settlements: Settlement[]) => inTransaction((db) => settle(db, settlements, now));
const useOf = async (one: Allowance) => (await check(ground.db, [one]))[0];

describe("an allowance", () => {
  test("with ten messages left gives exactly ten of a hundred that are asked for at once", async () => {
    const mine = allowance({ messagesLimit: 30 });
    const site = allowance({ scope: "site-day", key: "all", messagesLimit: null });
    for (let used = 0; used < 20; used++) {
      const id = await take([mine, site], 10);
      await close([{ requestId: id ?? "", outcome: { usage, micros: 5 }, keepsMessage: true }]);
    }
    const taken = await Promise.all(Array.from({ length: 100 }, () => take([site, mine], 10)));
    expect(taken.filter((id) => id !== undefined)).toHaveLength(10);
    expect(await useOf(mine)).toMatchObject({ messagesUsed: 30, spentMicros: 100, reservedMicros: 100 });
    expect(await differences(ground.db)).toEqual([]);
  });

  test("is never overspent, whatever fails", async () => {
    const outcomes = fc.constantFrom("settled", "reserved", "released", "given back", "left open");
    const call = fc.record({
      micros: fc.integer({ min: 1, max: 400 }),
      share: fc.double({ min: 0, max: 1 }),
      outcomes,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 40 }), async (calls) => {
        const mine = allowance({ messagesLimit: 12, capMicros: 1000 });
        const pool = allowance({ scope: "pool", messagesLimit: null, capMicros: 1500 });
        const answerId = randomUUID();
        const spent = calls.map(async ({ micros, share, outcomes: outcome }) => {
          const requestId = await take([mine, pool], micros, true, answerId);
          if (requestId === undefined || outcome === "left open") return;
          const isKnown = outcome === "settled" || outcome === "given back";
          const cost = { usage, micros: Math.floor(micros * share) };
          await close([
            { requestId, outcome: isKnown ? cost : (outcome as "reserved"), keepsMessage: outcome !== "given back" },
          ]);
          const use = await useOf(mine);
          expect((use?.spentMicros ?? 0) + (use?.reservedMicros ?? 0)).toBeLessThanOrEqual(1000);
        });
        await Promise.all(spent);
        await inTransaction((db) => closeOpen(db, [answerId], now));
        const [use, shared] = await Promise.all([useOf(mine), useOf(pool)]);
        expect(use?.spentMicros).toBeLessThanOrEqual(1000);
        expect(use).toMatchObject({ reservedMicros: 0 });
        expect(use?.messagesUsed).toBeLessThanOrEqual(12);
        expect(shared?.spentMicros).toBe(use?.spentMicros);
        expect(await differences(ground.db)).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  test("gives nothing when another one of the same call is used up", async () => {
    const mine = allowance();
    const empty = allowance({ scope: "site-day", messagesLimit: null, capMicros: 9 });
    expect(await take([mine, empty], 10)).toBeUndefined();
    expect(await useOf(mine)).toMatchObject({ messagesUsed: 0, reservedMicros: 0 });
  });

  test("follows a plan that changes within its period", async () => {
    const mine = allowance({ messagesLimit: 1 });
    expect(await take([mine], 10)).toBeDefined();
    expect(await take([mine], 10)).toBeUndefined();
    expect(await take([{ ...mine, messagesLimit: 2 }], 10)).toBeDefined();
  });

  test("keeps what a call cost once it is known", async () => {
    const mine = allowance();
    const requestId = (await take([mine], 100)) ?? "";
    await close([{ requestId, outcome: { usage, micros: 40 }, keepsMessage: true }]);
    await close([{ requestId, outcome: "reserved", keepsMessage: true }]);
    expect(await useOf(mine)).toMatchObject({ spentMicros: 40, reservedMicros: 0, messagesUsed: 1 });
  });

  test("gets back in time what a dead process set aside and no running answer stands for", async () => {
    const mine = allowance();
    await take([mine], 100, true, randomUUID());
    const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
    await inTransaction((db) => closeOpen(db, [], later(4)));
    expect(await useOf(mine)).toMatchObject({ reservedMicros: 100, messagesUsed: 1 });
    await inTransaction((db) => closeOpen(db, [], later(6)));
    expect(await useOf(mine)).toMatchObject({ reservedMicros: 0, messagesUsed: 0, spentMicros: 100 });
  });

  test("tells once that four fifths are used", async () => {
    const mine = allowance({ messagesLimit: null, capMicros: 100 });
    await take([mine], 79, false);
    expect(await inTransaction((db) => nearlyUsedUp(db, [mine], now))).toEqual([]);
    await take([mine], 1, false);
    expect(await inTransaction((db) => nearlyUsedUp(db, [mine], now))).toMatchObject([{ key: mine.key }]);
    expect(await inTransaction((db) => nearlyUsedUp(db, [mine], now))).toEqual([]);
  });
});

describe("the meter of an answer", () => {
  const price: Price = {
    provider: "anthropic",
    model: "test-model",
    from: "2026-01-01",
    input: 1e6,
    cacheRead: 1e5,
    cacheWrite: 1.25e6,
    output: 5e6,
  };
  const meterOf = (mine: Allowance) =>
    openMeter({
      answerId: randomUUID(),
      allowances: [mine],
      prices: [price],
      promptVersion: "1",
      db: ground.db,
      now: () => now,
      newId: randomUUID,
    });
  const model = scripted("test-model", async function* () {});
  const worst = { inputTokens: 100, outputTokens: 100 };

  test("counts the message once, pays what was used and gives back what was not sent", async () => {
    const mine = allowance();
    const answer = meterOf(mine);
    const meter = answer.of(model);
    const [first = "", closing = ""] = (await meter.reserve([worst, worst])) ?? [];
    const [further = ""] = (await meter.reserve([worst])) ?? [];
    expect(await useOf(mine)).toMatchObject({ messagesUsed: 1, reservedMicros: 3 * 625 });
    for (const id of [first, further]) meter.sent(id);
    await answer.used(first, usage);
    await answer.close(true);
    expect(closing).not.toBe("");
    // 10 + 2 + 37.5 + 200, and all that was set aside for the call nobody heard back from.
    expect(await useOf(mine)).toMatchObject({ messagesUsed: 1, reservedMicros: 0, spentMicros: 250 + 625 });
    expect(answer.cost()).toBe(250 + 625);
  });

  test("gives the message back when there was no answer, and pays all the same", async () => {
    const mine = allowance();
    const answer = meterOf(mine);
    const meter = answer.of(model);
    const [only = ""] = (await meter.reserve([worst])) ?? [];
    meter.sent(only);
    await answer.used(only, usage);
    await answer.close(false);
    expect(await useOf(mine)).toMatchObject({ messagesUsed: 0, spentMicros: 250 });
  });

  test("counts the message with the next call when the first was refused", async () => {
    const mine = allowance();
    const answer = meterOf(mine);
    const meter = answer.of(model);
    const [refused = ""] = (await meter.reserve([worst])) ?? [];
    meter.sent(refused);
    await meter.release(refused);
    expect(await useOf(mine)).toMatchObject({ messagesUsed: 0, spentMicros: 0, reservedMicros: 0 });
    const [second = ""] = (await meter.reserve([worst])) ?? [];
    meter.sent(second);
    await answer.used(second, usage);
    await answer.close(true);
    expect(await useOf(mine)).toMatchObject({ messagesUsed: 1, spentMicros: 250 });
  });

  test("leaves nothing open when the answer ends while a call is being set aside", async () => {
    const mine = allowance();
    const answer = meterOf(mine);
    const reserving = answer.of(model).reserve([worst, worst]);
    await answer.close(false);
    await reserving;
    expect(await useOf(mine)).toMatchObject({ messagesUsed: 0, reservedMicros: 0, spentMicros: 0 });
  });

  test("calls no model without a price, and none without an allowance", async () => {
    const stranger = scripted("stranger", async function* () {});
    await expect(meterOf(allowance()).of(stranger).reserve([worst])).rejects.toThrow("has no price");
    const none = openMeter({
      answerId: randomUUID(),
      allowances: [],
      prices: [price],
      promptVersion: "1",
      db: ground.db,
      now: () => now,
      newId: randomUUID,
    });
    expect(await none.of(model).reserve([worst])).toBeNull();
  });
});

describe("a price", () => {
  const prices: Price[] = [
    { provider: "anthropic", model: "m", from: "2026-01-01", input: 1, cacheRead: 1, cacheWrite: 1, output: 1 },
    { provider: "anthropic", model: "m", from: "2026-06-01", input: 2e6, cacheRead: 2e5, cacheWrite: 3e6, output: 8e6 },
  ];
  test("holds from its day on", () => {
    const on = (day: string) => priceOf(prices, { provider: "anthropic", model: "m", on: new Date(day) })?.input;
    expect([on("2025-12-31"), on("2026-05-31"), on("2026-06-01")]).toEqual([undefined, 1, 2e6]);
  });
  test("of the worst case is never below what a call within it costs", () => {
    const price = prices[1] as Price;
    const tokens = fc.nat(10_000);
    fc.assert(
      fc.property(tokens, tokens, tokens, tokens, (inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens) => {
        const most = { inputTokens: inputTokens + cacheReadTokens + cacheWriteTokens, outputTokens };
        const cost = costOf(price, { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens });
        expect(cost).toBeLessThanOrEqual(worstCost(price, most));
      }),
    );
  });
  test("is reckoned with more tokens than a text has", () => {
    expect(mostTokens("Torque the bolts")).toBe(8);
    expect(mostTokens("P0420 é")).toBe(1 + 4 + 2);
  });
});
