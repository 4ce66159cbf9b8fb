/** The assistant's engine: takes questions, writes answers that outlive whoever asked, and tells what is written. */

import { setTimeout as pause } from "node:timers/promises";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { BreakerState } from "./breaker.ts";
import { createChain } from "./chain.ts";
import { accept, checkedAsk, type Opened, vehicleOf } from "./engine/accept.ts";
import { type EventData, isLast, type StoredEvent } from "./engine/event.ts";
import { type Feed, openFeed } from "./engine/feed.ts";
import { generate, type Job } from "./engine/generation.ts";
import { keepLease } from "./engine/lease.ts";
import { gather } from "./engine/material.ts";
import { type Accepted, type Ask, type EngineOptions, usualLimits } from "./engine/options.ts";
import { replayed } from "./engine/replay.ts";
import type { EngineContext } from "./host.ts";
import { closeOpen, type Difference, differences } from "./ledger/ledger.ts";
import { prepare } from "./prepare.ts";
import type { Prepared } from "./prepared.ts";
import { askToCancel, eventsAfter, findAnswer, interruptDead } from "./store/answers.ts";

export type { AnswerEvent, AnswerMode, EventData, EventName, SourceCard, StoredEvent } from "./engine/event.ts";
export type { Accepted, Ask, EngineOptions, Limits, Notifier, Outcome } from "./engine/options.ts";
export { type Allowance, type AllowanceUse, AllowanceUsedUp } from "./ledger/allowance.ts";

export interface Engine<Ctx extends EngineContext> {
  /**
   * Stores the question and starts its answer, which goes on whoever listens. Refuses with `invalid`, `not_found` (the
   * vehicle), `conflict` (the conversation has a running answer), `rate_limited`, `plan_limit` (`AllowanceUsedUp`) or
   * `unavailable` (the server is going down).
   */
  ask(ctx: Ctx, ask: Ask<Ctx>): Promise<Accepted>;
  /** Events after a number: stored ones, then live ones. Ends with `done` or `error`, or when the signal aborts. */
  events(ctx: Ctx, answerId: string, after: number, signal: AbortSignal): AsyncIterable<StoredEvent>;
  /** Stops an answer on whatever replica writes it. What was shown stays; one that has ended stays as it is. */
  cancel(ctx: Ctx, answerId: string): Promise<void>;
  /** Ends answers whose process is gone and closes their reservations; call it every 10 s. How many. */
  sweep(ctx: Ctx): Promise<number>;
  /** Allowances whose counters are not the sum of their calls; none, unless something is wrong. Once a night. */
  audit(ctx: Ctx): Promise<Difference[]>;
  /** Takes no more questions, waits so long for running answers, then interrupts them. */
  drain(ms: number): Promise<void>;
  /** By "provider model". */
  breakers(): Record<string, BreakerState>;
  /** Answers that this process writes. */
  running(): number;
}

interface Running {
  /** Who asked; may read along without a look at the database. */
  userId: string;
  feed: Feed;
  controller: AbortController;
  ended: Promise<void>;
}

export function createEngine<Ctx extends EngineContext>(options: EngineOptions<Ctx>): Engine<Ctx> {
  const { host, now, notify, prepare: prepareWith = prepare } = options;
  const limits = { ...usualLimits, ...options.limits };
  const running = new Map<string, Running>();
  let isDraining = false;
  let logOf: Ctx["log"] | null = null;
  const chain = createChain({
    now,
    random: Math.random,
    failed: ({ name }, fault) =>
      logOf?.warn({ err: fault, event: `assistant-${fault.kind}` }, `${name} did not answer`),
  });

  function start(ctx: Ctx, ask: Ask<Ctx>, opened: Opened & Pick<Job<Ctx>, "vehicle" | "prepared">): void {
    const { answerId } = opened;
    const feed = openFeed();
    const controller = new AbortController();
    const { signal } = controller;
    const stop = (reason: "cancelled" | "lost") => () => controller.abort(reason);
    const lease = keepLease({ host, ctx, answerId, limits, cancelled: stop("cancelled"), lost: stop("lost") });
    const unsubscribe = notify?.subscribe(answerId, lease.look);
    const job = { ...opened, options, limits, chain, ctx, ask, feed, signal, stored: lease.looked };
    const ended = generate(job).finally(() => {
      lease.stop();
      unsubscribe?.();
      running.delete(answerId);
    });
    running.set(answerId, { userId: host.userId(ctx), feed, controller, ended });
  }

  return {
    ask: async (ctx, asked) => {
      if (isDraining)
        throw new Refusal("unavailable", "The server is being restarted. Ask again in a moment.", { retryAfter: 5 });
      logOf = ctx.log;
      const ask = checkedAsk(asked, limits);
      const vehicle = await vehicleOf(options, ctx, ask);
      // Looked up and read while the question is stored; a fault ends the answer, not the question.
      const material = gather(host, ctx, { text: ask.text, vehicle, attachments: ask.attachments });
      material.catch(() => undefined);
      let prepared: Promise<Prepared> | undefined;
      const opened = await accept(options, limits, ctx, ask, (turns) => {
        const { text, register, locale } = ask;
        const question = { text, register, locale, vehicle, turns, attachments: [...ask.attachments] };
        prepared = material.then((material) => prepareWith(question, material));
        prepared.catch(() => undefined);
      });
      if (opened.isNew && prepared !== undefined) start(ctx, ask, { ...opened, vehicle, prepared });
      return { answerId: opened.answerId, conversationId: opened.conversationId, mode: opened.mode };
    },
    async *events(ctx, answerId, after, signal) {
      const live = running.get(answerId);
      if (live === undefined || live.userId !== host.userId(ctx)) {
        const readable = await host.transaction(ctx, (ctx) => findAnswer(ctx.db, answerId, ctx.now(), true));
        if (readable === undefined) throw notFound();
      }
      let at = after;
      if (live !== undefined) {
        for await (const event of live.feed.after(at, signal)) {
          at = event.n;
          yield event;
          if (isLast(event)) return;
        }
      }
      yield* fromElsewhere(ctx, answerId, at, signal);
    },
    cancel: async (ctx, answerId) => {
      const isAsked = await host.transaction(ctx, async (ctx) => {
        if ((await findAnswer(ctx.db, answerId, ctx.now())) === undefined) throw notFound();
        return askToCancel(ctx.db, answerId, ctx.now());
      });
      if (!isAsked) return;
      running.get(answerId)?.controller.abort("cancelled");
      await notify?.publish(ctx, answerId);
    },
    sweep,
    audit: (ctx) => host.transaction(ctx, (ctx) => differences(ctx.db)),
    drain: async (ms) => {
      isDraining = true;
      const all = [...running.values()];
      await Promise.race([Promise.all(all.map(({ ended }) => ended)), pause(ms, undefined, { ref: false })]);
      for (const { controller } of running.values()) controller.abort("interrupted");
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
    breakers: chain.breakers,
    running: () => running.size,
  };

  async function sweep(ctx: Ctx): Promise<number> {
    const dead = await host.transaction(ctx, async (ctx) => {
      const ids = await interruptDead(ctx.db, ctx.now());
      await closeOpen(ctx.db, ids, ctx.now());
      return ids;
    });
    for (const id of dead) await notify?.publish(ctx, id);
    return dead.length;
  }

  /** Events of an answer that another process writes, or that has ended. */
  async function* fromElsewhere(
    ctx: Ctx,
    answerId: string,
    after: number,
    signal: AbortSignal,
  ): AsyncIterable<StoredEvent> {
    for (let at = after; !signal.aborted; ) {
      const [head, events] = await host.transaction(ctx, async (ctx) => {
        const head = await findAnswer(ctx.db, answerId, ctx.now());
        return [head, await eventsAfter(ctx.db, answerId, at)];
      });
      for (const event of events) {
        at = event.n;
        yield event;
        if (isLast(event)) return;
      }
      if (head === undefined) return;
      if (head.state !== "running") {
        if (at === 0) yield* replayed(answerId, head);
        return;
      }
      // Whoever waits for it need not wait for the sweep.
      if (head.isDead) await sweep(ctx);
      else await news(answerId, signal);
    }
  }

  /** Waits until there may be news. */
  async function news(answerId: string, signal: AbortSignal): Promise<void> {
    const heard = new AbortController();
    const unsubscribe = notify?.subscribe(answerId, () => heard.abort());
    const ended = AbortSignal.any([signal, heard.signal]);
    try {
      await pause(limits.pollMs, undefined, { signal: ended });
    } catch (error) {
      if (!ended.aborted) throw error;
    } finally {
      unsubscribe?.();
    }
  }
}

/** The quota of the last `usage` event, for clients that wait for the whole answer. */
export type Quota = EventData["usage"];
