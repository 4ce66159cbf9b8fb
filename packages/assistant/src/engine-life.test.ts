import { randomUUID } from "node:crypto";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { allowance, eventsOf, question, testEngine, testHost } from "./testing/ground.ts";
import { block, type Models, never, openModels, paid, soon, textsOf } from "./testing/models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());
beforeEach(() => models.reset());

describe("an answer that is being written", () => {
  test("goes on when the reader leaves, and is read on from any replica", async () => {
    const go = Promise.withResolvers<void>();
    models.anthropic.script({ blocks: [block("One"), block("Two"), block("Three")], until: go.promise });
    const [here, there] = [models.engine(), models.engine()];
    const ctx = models.ground.ctx();
    const { answerId } = await here.ask(ctx, paid());
    const reader = new AbortController();
    let seen = 0;
    for await (const { event, n } of here.events(ctx, answerId, 0, reader.signal)) {
      seen = n;
      if (event === "block") reader.abort();
    }
    const rest = eventsOf(there, ctx, answerId, { after: seen });
    go.resolve();
    expect(textsOf(await rest)).toEqual(["Two", "Three"]);
    expect(textsOf(await eventsOf(there, ctx, answerId))).toEqual(["One", "Two", "Three"]);
  });

  test.each(["the same replica", "another one"])(
    "is stopped from %s: upstream at once, and what was shown stays",
    async (from) => {
      const mine = allowance();
      models.anthropic.script({ blocks: [block("One"), block("Two"), block("Three")], until: never });
      const [here, there] = [models.engine(), models.engine()];
      const ctx = models.ground.ctx();
      const { answerId } = await here.ask(ctx, paid(mine));
      const events = eventsOf(here, ctx, answerId);
      await models.hasEvents(answerId, 2);
      const askedAt = performance.now();
      await (from === "another one" ? there : here).cancel(ctx, answerId);
      const all = await events;
      await soon(() => models.anthropic.requests[0]?.leftAt !== null);
      const tookMs = (models.anthropic.requests[0]?.leftAt ?? Number.POSITIVE_INFINITY) - askedAt;
      expect(tookMs).toBeLessThan(from === "another one" ? 1000 : 250);
      expect(all.at(-1)).toMatchObject({ event: "done", data: { reason: "cancelled" } });
      expect(textsOf(all)).toEqual(["One"]);
      expect(await models.rowOf(answerId)).toMatchObject({ state: "cancelled", blocks: [{ text: "One" }] });
      const used = await models.usedOf(mine);
      expect(used).toMatchObject({ messages: 1, reserved: 0 });
      expect(used.spent).toBeGreaterThan(0);
    },
  );

  test("of somebody whose process died keeps every shown block, says so, and gives back what was set aside", async () => {
    const mine = allowance();
    let isDead = false;
    const host = testHost(models.ground);
    const dying: typeof host = {
      ...host,
      transaction: (ctx, work) => (isDead ? never : host.transaction(ctx, work)),
    };
    models.anthropic.script({ blocks: [block("One"), block("Two"), block("Three")], until: never });
    const limits = { leaseMs: 400, pulseMs: 50 };
    const [here, there] = [models.engine({ host: dying, limits }), models.engine({ limits })];
    const ctx = models.ground.ctx();
    const { answerId, conversationId } = await here.ask(ctx, paid(mine));
    await models.hasEvents(answerId, 2);
    isDead = true;
    const reading = eventsOf(there, ctx, answerId);
    await soon(async () => (await there.sweep(ctx)) === 1);
    const events = await reading;
    expect(textsOf(events)).toEqual(["One"]);
    expect(events.at(-1)).toMatchObject({ event: "error", data: { code: "interrupted", retryable: true } });
    expect(await models.rowOf(answerId)).toMatchObject({ state: "interrupted", blocks: [{ text: "One" }] });
    expect(await models.usedOf(mine)).toMatchObject({ messages: 0, reserved: 0 });
    expect(await there.audit(ctx)).toEqual([]);
    models.anthropic.script({ blocks: [block("Again")] });
    const again = await there.ask(ctx, { ...paid(mine), conversationId });
    expect(textsOf(await eventsOf(there, ctx, again.answerId))).toEqual(["Again"]);
  });

  test("of somebody whose process died ends for whoever waits for it, without a sweep", async () => {
    let isDead = false;
    const host = testHost(models.ground);
    const dying: typeof host = {
      ...host,
      transaction: (ctx, work) => (isDead ? never : host.transaction(ctx, work)),
    };
    models.anthropic.script({ blocks: [block("One"), block("Two")], until: never });
    const limits = { leaseMs: 400, pulseMs: 50 };
    const ctx = models.ground.ctx();
    const { answerId } = await models.engine({ host: dying, limits }).ask(ctx, paid());
    await models.hasEvents(answerId, 2);
    isDead = true;
    const events = await eventsOf(models.engine({ limits }), ctx, answerId);
    expect(events.at(-1)).toMatchObject({ event: "error", data: { code: "interrupted", retryable: true } });
    expect(await models.rowOf(answerId)).toMatchObject({ state: "interrupted", blocks: [{ text: "One" }] });
  });

  test("is finished or interrupted before the server goes down, and nothing new is taken", async () => {
    models.anthropic.script({ blocks: [block("One"), block("Two"), block("Three")], until: never });
    const engine = models.engine();
    const ctx = models.ground.ctx();
    const { answerId } = await engine.ask(ctx, paid());
    await models.hasEvents(answerId, 2);
    const drained = engine.drain(50);
    await expect(engine.ask(ctx, paid())).rejects.toMatchObject({ code: "unavailable", extra: { retryAfter: 5 } });
    await drained;
    expect(engine.running()).toBe(0);
    expect(await models.rowOf(answerId)).toMatchObject({ state: "interrupted", blocks: [{ text: "One" }] });
    expect((await eventsOf(models.engine(), ctx, answerId)).at(-1)).toMatchObject({
      event: "error",
      data: { code: "interrupted" },
    });
  });

  test("is told again from its row when its events were removed", async () => {
    const engine = testEngine(models.ground);
    const ctx = models.ground.ctx();
    const { answerId } = await engine.ask(ctx, question());
    const before = await eventsOf(engine, ctx, answerId);
    await run(models.ground.db, sql`delete from answer_events where answer_id = ${answerId}`);
    expect(await eventsOf(testEngine(models.ground), ctx, answerId)).toEqual(before);
  });

  test("that is not there is not found, to read and to stop", async () => {
    const engine = testEngine(models.ground);
    await expect(eventsOf(engine, models.ground.ctx(), randomUUID())).rejects.toMatchObject({ code: "not_found" });
    await expect(engine.cancel(models.ground.ctx(), randomUUID())).rejects.toMatchObject({ code: "not_found" });
  });
});
