import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { allowance, eventsOf, note, question, scripted, testEngine, testHost } from "./testing/ground.ts";
import { block, type Models, openModels, paid, soon, textsOf } from "./testing/models.ts";

let models: Models;
beforeAll(async () => {
  models = await openModels();
});
afterAll(() => models.close());
beforeEach(() => models.reset());

describe("when providers fail", () => {
  test("the next one answers, and the reader is told who it is", async () => {
    models.anthropic.script({ fault: { status: 401 } });
    models.local.script({ blocks: [block("From the spot.")] });
    const ctx = models.ground.ctx();
    const engine = models.engine();
    const { answerId } = await engine.ask(ctx, paid());
    const events = await eventsOf(engine, ctx, answerId);
    expect(events.flatMap(({ event, data }) => (event === "meta" ? [data.provider] : []))).toEqual([
      "anthropic",
      "openai-compatible",
    ]);
    expect(textsOf(events)).toEqual(["From the spot."]);
  });

  test("all of them, the question is kept and the tables answer, labelled and uncounted", async () => {
    const mine = allowance();
    models.anthropic.script({ fault: { status: 500 } });
    models.local.script({ fault: { status: 400 } });
    const ctx = models.ground.ctx();
    const engine = models.engine();
    const { answerId } = await engine.ask(ctx, paid(mine));
    const events = await eventsOf(engine, ctx, answerId);
    expect(events.filter(({ event }) => event === "meta").at(-1)?.data).toMatchObject({
      mode: "reference",
      provider: "reference",
      model: null,
    });
    expect(textsOf(events)).toEqual(["From the tables."]);
    expect(await models.rowOf(answerId)).toMatchObject({ state: "done", mode: "reference", model: null });
    expect(await models.usedOf(mine)).toEqual({ messages: 0, spent: 0, reserved: 0 });
  });

  test("after the first block, the blocks stay, it says so, and the message is not counted", async () => {
    const mine = allowance();
    models.anthropic.script({ blocks: [block("One"), block("Two"), block("Three")], fault: "cut", pauseMs: 20 });
    const ctx = models.ground.ctx();
    const engine = models.engine();
    const { answerId } = await engine.ask(ctx, paid(mine));
    const events = await eventsOf(engine, ctx, answerId);
    expect(textsOf(events)[0]).toBe("One");
    expect(events.at(-1)).toMatchObject({ event: "error", data: { code: "unavailable", retryable: true } });
    const row = await models.rowOf(answerId);
    expect(row).toMatchObject({ state: "failed", mode: "model" });
    expect(row.blocks[0]).toMatchObject({ text: "One" });
    const used = await models.usedOf(mine);
    expect(used).toMatchObject({ messages: 0, reserved: 0 });
    expect(used.spent).toBeGreaterThan(0);
    expect(models.local.requests).toHaveLength(0);
  });

  test("and it is our database that fails, the call upstream ends at once", async () => {
    let isDown = false;
    const host = testHost(models.ground);
    const failing: typeof host = {
      ...host,
      transaction: (ctx, work) => (isDown ? Promise.reject(new Error("no database")) : host.transaction(ctx, work)),
    };
    const go = Promise.withResolvers<void>();
    models.anthropic.script({
      blocks: [block("One"), block("Two"), block("Three"), block("Four")],
      until: go.promise,
      pauseMs: 30,
    });
    const engine = models.engine({ host: failing });
    const ctx = models.ground.ctx();
    const { answerId } = await engine.ask(ctx, paid());
    await models.hasEvents(answerId, 2);
    isDown = true;
    go.resolve();
    await soon(() => engine.running() === 0);
    await soon(() => models.anthropic.requests[0]?.leftAt !== null);
  });

  test("even the tables, the reader gets an error and the next question an answer", async () => {
    let isBroken = true;
    const shaky = scripted(null, async function* () {
      if (isBroken) throw new TypeError("broken");
      yield note("Back.");
    });
    const engine = testEngine(models.ground, { providers: [shaky] });
    const ctx = models.ground.ctx();
    const first = await engine.ask(ctx, question());
    expect((await eventsOf(engine, ctx, first.answerId)).at(-1)).toMatchObject({
      event: "error",
      data: { retryable: true },
    });
    isBroken = false;
    const second = await engine.ask(ctx, question({ text: "Again" }));
    expect(textsOf(await eventsOf(engine, ctx, second.answerId))).toEqual(["Back."]);
  });
});
