import { randomUUID } from "node:crypto";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AllowanceUsedUp } from "./engine.ts";
import {
  allowance,
  type EngineGround,
  eventsOf,
  note,
  openEngineGround,
  question,
  scripted,
  testEngine,
} from "./testing/ground.ts";

let ground: EngineGround;
beforeAll(async () => {
  ground = await openEngineGround();
});
afterAll(() => ground.close());

describe("a question", () => {
  test("is answered from the tables, labelled, with every event stored", async () => {
    const engine = testEngine(ground);
    const ctx = ground.ctx();
    const { answerId, mode } = await engine.ask(ctx, question());
    const events = await eventsOf(engine, ctx, answerId);
    expect(mode).toBe("reference");
    expect(events.map(({ event }) => event)).toEqual(["meta", "block", "done"]);
    expect(events[0]?.data).toMatchObject({ mode: "reference", provider: "reference", model: null });
    expect(events[1]?.data).toMatchObject({ n: 1, block: { kind: "note", text: "From the tables.", general: true } });
    expect(await eventsOf(engine, ctx, answerId)).toEqual(events);
    expect(await eventsOf(engine, ctx, answerId, { after: 1 })).toEqual(events.slice(1));
  });

  test("that is sent twice is stored and answered once", async () => {
    const engine = testEngine(ground);
    const ctx = ground.ctx();
    const asked = question();
    const both = await Promise.all([engine.ask(ctx, asked), engine.ask(ctx, asked)]);
    expect(both[0]).toEqual(both[1]);
    await eventsOf(engine, ctx, both[0].answerId);
    expect(await engine.ask(ctx, asked)).toEqual(both[0]);
    expect(await rows(ground.db, sql`select from assistant_messages where user_id = ${ctx.userId}`)).toHaveLength(1);
  });

  test("opens its conversation with its message, or neither", async () => {
    const engine = testEngine(ground);
    const ctx = ground.ctx();
    const conversationId = randomUUID();
    const opened = await engine.ask(ctx, question({ conversationId: async () => conversationId }));
    expect(opened.conversationId).toBe(conversationId);
  });

  test("of nothing, of too much, or without an id is refused field by field", async () => {
    const engine = testEngine(ground);
    await expect(engine.ask(ground.ctx(), question({ text: "  ", clientMessageId: "1" }))).rejects.toMatchObject({
      code: "invalid",
      extra: {
        errors: [
          { field: "message", message: "Write what you want to know." },
          { field: "clientMessageId", message: "Send a UUID, a new one for each message." },
        ],
      },
    });
    await expect(engine.ask(ground.ctx(), question({ text: "x".repeat(5001) }))).rejects.toThrow(
      "Write at most 5000 characters; yours are 5001.",
    );
  });

  test("about somebody else's vehicle is not found", async () => {
    await expect(testEngine(ground).ask(ground.ctx(), question({ vehicleId: randomUUID() }))).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("waits while its conversation has a running answer, and joins that one when it is the same", async () => {
    const go = Promise.withResolvers<void>();
    const slow = scripted(null, async function* () {
      await go.promise;
      yield note("Done.");
    });
    const engine = testEngine(ground, { providers: [slow] });
    const ctx = ground.ctx();
    const asked = question();
    const first = await engine.ask(ctx, asked);
    const again = { ...asked, clientMessageId: randomUUID() };
    expect(await engine.ask(ctx, again)).toEqual(first);
    await expect(engine.ask(ctx, { ...again, text: "Another one" })).rejects.toMatchObject({ code: "conflict" });
    await engine.ask(ctx, question({ text: "In a second conversation" }));
    await expect(engine.ask(ctx, question({ text: "In a third" }))).rejects.toMatchObject({ code: "rate_limited" });
    go.resolve();
    await eventsOf(engine, ctx, first.answerId);
  });

  test("for a model without an allowance is refused, and the tables are offered", async () => {
    const model = scripted("test-model", async function* () {
      yield note("From a model.");
    });
    const engine = testEngine(ground, { providers: [model] });
    await expect(engine.ask(ground.ctx(), question())).rejects.toThrow(AllowanceUsedUp);
    const none = allowance({ messagesLimit: 0 });
    const asked = question({ allowances: [none], mayUseModel: true });
    await expect(engine.ask(ground.ctx(), asked)).rejects.toMatchObject({ code: "plan_limit", canUseReference: true });
  });
});
