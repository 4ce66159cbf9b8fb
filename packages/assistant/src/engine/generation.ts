/** Writes one answer. It belongs to the answer's row, not to whoever asked: nobody has to wait for it. */

import { type Block, isCited } from "../block.ts";
import type { Chain } from "../chain.ts";
import { confidenceOf } from "../confidence.ts";
import { type Guard, openGuard, safeAnswer } from "../guard.ts";
import type { EngineContext } from "../host.ts";
import { type AllowanceUse, isUsedUp } from "../ledger/allowance.ts";
import { check, nearlyUsedUp } from "../ledger/ledger.ts";
import { openMeter } from "../ledger/meter.ts";
import { asMarkdown } from "../markdown.ts";
import type { Prepared } from "../prepared.ts";
import { instructions, promptVersion } from "../prompt/instructions.ts";
import { type Piece, type Provider, ProviderFault } from "../providers/provider.ts";
import type { Vehicle } from "../question.ts";
import { toolsFor } from "../tools/registry.ts";
import { abortable } from "./abortable.ts";
import { orderOf } from "./accept.ts";
import { type AnswerEvent, type AnswerMode, cardOfSource, type EventData, metaOf, type StoredEvent } from "./event.ts";
import type { Feed } from "./feed.ts";
import type { Ask, EngineOptions, Limits, Outcome } from "./options.ts";
import { AnswerLost, openWriter, type Writer } from "./writer.ts";

export interface Job<Ctx extends EngineContext> {
  options: EngineOptions<Ctx>;
  limits: Limits;
  chain: Chain;
  ctx: Ctx;
  ask: Ask<Ctx>;
  vehicle: Vehicle | null;
  /** What code found; looked up since the question came in. */
  prepared: Promise<Prepared>;
  answerId: string;
  conversationId: string;
  /** The first event, which is stored already. */
  first: StoredEvent;
  mode: AnswerMode;
  feed: Feed;
  /** Told after each write whether somebody asked to stop. */
  stored: (isCancelled: boolean) => void;
  /** Aborted with `cancelled`, `interrupted` or `lost`. */
  signal: AbortSignal;
}

/** What is known of the answer so far. */
interface Draft {
  prepared: Prepared | null;
  guard: Guard | null;
  writer: Provider | null;
  blocks: Block[];
  cited: Set<string>;
  removed: Record<string, number>;
  /** Something a model wrote was shown. */
  isModels: boolean;
  firstBlockMs: number | null;
}

export async function generate<Ctx extends EngineContext>(job: Job<Ctx>): Promise<void> {
  const { options, ctx, answerId, ask, signal, feed } = job;
  const { host, now, newId, prices } = options;
  const startedAt = performance.now();
  const draft: Draft = {
    prepared: null,
    guard: null,
    writer: null,
    blocks: [],
    cited: new Set(),
    removed: {},
    isModels: false,
    firstBlockMs: null,
  };
  const publish = async () => options.notify?.publish(ctx, answerId);
  const writer = openWriter({ host, ctx, answerId, feed, first: job.first, published: publish, stored: job.stored });
  const meter = openMeter({
    answerId,
    allowances: ask.allowances,
    prices,
    promptVersion,
    db: ctx.db,
    now,
    newId,
  });
  let fault: unknown = null;
  try {
    await write(job, draft, writer, meter, startedAt);
  } catch (thrown) {
    fault = thrown;
  }
  const ending = endingOf(fault, signal);
  try {
    await meter.close(draft.isModels && (ending.state === "done" || ending.state === "cancelled"));
    if (ending.state === "failed" && ending.isOurs) ctx.log.error({ err: fault }, "an answer could not be written");
    if (ending.state !== "lost") await end(job, draft, writer, ending, { startedAt, costMicros: meter.cost() });
  } catch (error) {
    if (!(error instanceof AnswerLost)) ctx.log.error({ err: error }, "an answer could not be ended");
  } finally {
    feed.close();
  }
  if (ending.state === "done" && draft.isModels) await nameConversation(job);
}

/** A name by the small model after the first answer; without one the conversation keeps its first words. */
async function nameConversation<Ctx extends EngineContext>(job: Job<Ctx>): Promise<void> {
  const { options, ctx, ask, answerId, conversationId } = job;
  const { small, titled, prices, now, newId, host } = options;
  // Only a conversation that was opened by this question has no name of its own.
  if (small === undefined || titled === undefined || typeof ask.conversationId === "string") return;
  const { allowances } = ask;
  const meter = openMeter({ answerId, allowances, prices, promptVersion, db: ctx.db, now, newId });
  try {
    const names = (await host.names?.(ctx)) ?? [];
    const named = await small.title(ask.text, { meter: meter.of(small, "title"), names });
    if (named?.usage) await meter.used(named.requestId, named.usage);
    if (named?.title) await titled(ctx, conversationId, named.title);
  } catch (error) {
    ctx.log.warn({ err: error, event: "assistant-title" }, "a conversation could not be named");
  } finally {
    await meter.close(true).catch((error: unknown) => ctx.log.error({ err: error }, "a title was not settled"));
  }
}

async function write<Ctx extends EngineContext>(
  job: Job<Ctx>,
  draft: Draft,
  writer: Writer,
  meter: ReturnType<typeof openMeter>,
  startedAt: number,
): Promise<void> {
  const { options, ctx, chain, signal, answerId, conversationId } = job;
  const { host } = options;
  const order = orderOf(options.providers, job.mode);
  const asksModel = job.mode === "model" && host.names !== undefined;
  const [prepared, names] = await Promise.all([job.prepared, asksModel ? host.names?.(ctx) : []]);
  draft.prepared = prepared;
  const { question, sources, hazards, floor, symptoms, lamps } = prepared;
  const why = [...symptoms, ...lamps];
  draft.guard = openGuard({ question, sources, hazards, floor, why, instructions });
  // Whoever writes is asked meanwhile; nothing of it is shown before these.
  const warned = show(draft, writer, draft.guard.first(), startedAt);
  warned.catch(() => undefined);
  const tools = toolsFor({ ctx, host, answerId: job.answerId, prepared });
  // Ends the call upstream too when it is we who cannot go on.
  const over = new AbortController();
  const calling = AbortSignal.any([signal, over.signal]);
  const pieces = chain.answer(order, prepared, calling, async (provider) => {
    if (provider !== order[0]) await writer.emit(metaOf({ answerId, conversationId }, provider));
    draft.writer = provider;
    return { meter: meter.of(provider), tools, names: names ?? [] };
  });
  try {
    for await (const piece of abortable(pieces, calling)) {
      await warned;
      if (piece.type === "usage") await meter.used(piece.requestId, piece.usage);
      else await take(draft, writer, piece, startedAt);
    }
    await warned;
  } finally {
    over.abort("over");
  }
}

async function take(
  draft: Draft,
  writer: Writer,
  piece: Exclude<Piece, { type: "usage" }>,
  startedAt: number,
): Promise<void> {
  const { prepared, guard } = draft;
  if (prepared === null || guard === null) return;
  if (piece.type === "source") {
    if (!prepared.sources.some(({ id }) => id === piece.source.id)) prepared.sources.push(piece.source);
  } else if (piece.type === "draft") {
    const { blocks, removed } = guard.pass(piece.draft);
    for (const { rule } of removed) draft.removed[rule] = (draft.removed[rule] ?? 0) + 1;
    if (blocks.length > 0 && draft.writer?.model != null) draft.isModels = true;
    await show(draft, writer, blocks, startedAt);
  } else {
    const { type: event, ...data } = piece;
    await writer.emit({ event, data } as AnswerEvent);
  }
}

async function show(draft: Draft, writer: Writer, blocks: readonly Block[], startedAt: number): Promise<void> {
  if (blocks.length === 0) return;
  const events = blocks.flatMap((block): AnswerEvent[] => {
    draft.blocks.push(block);
    const fresh = isCited(block) ? block.citations.map(({ sourceId }) => sourceId) : [];
    const cards = draft.prepared?.sources.filter(({ id }) => fresh.includes(id) && !draft.cited.has(id)) ?? [];
    for (const { id } of cards) draft.cited.add(id);
    return [
      { event: "block", data: { n: draft.blocks.length, block, markdown: asMarkdown(block) } },
      ...cards.map((source) => ({ event: "citation" as const, data: cardOfSource(source) })),
    ];
  });
  await writer.emit(...events);
  draft.firstBlockMs ??= Math.round(performance.now() - startedAt);
}

type Ending =
  | { state: "lost" }
  | { state: "done" | "cancelled" }
  | { state: "interrupted" | "failed"; isOurs: boolean; error: EventData["error"] };

function endingOf(fault: unknown, signal: AbortSignal): Ending {
  if (fault === null) return { state: "done" };
  if (fault instanceof AnswerLost || signal.reason === "lost") return { state: "lost" };
  if (signal.reason === "cancelled") return { state: "cancelled" };
  const error = { code: "unavailable" as const, retryable: true, retryAfter: 30 };
  if (signal.reason === "interrupted")
    return { state: "interrupted", isOurs: false, error: { ...error, code: "interrupted", retryAfter: 5 } };
  if (!(fault instanceof ProviderFault)) return { state: "failed", isOurs: true, error };
  if (fault.kind === "allowance") {
    const told = { code: "plan_limit" as const, retryable: false, retryAfter: null, canUseReference: true as const };
    return { state: "failed", isOurs: false, error: told };
  }
  return {
    state: "failed",
    isOurs: false,
    error: { ...error, retryAfter: Math.ceil((fault.retryAfterMs ?? 5000) / 1000) },
  };
}

async function end<Ctx extends EngineContext>(
  job: Job<Ctx>,
  draft: Draft,
  writer: Writer,
  ending: Exclude<Ending, { state: "lost" }>,
  { startedAt, costMicros }: { startedAt: number; costMicros: number },
): Promise<void> {
  const { options, ask } = job;
  const { prepared, guard } = draft;
  const sources = prepared?.sources ?? [];
  const { blocks } = safeAnswer(draft.blocks, guard?.hazards() ?? [], ask.locale);
  const confidence = confidenceOf(blocks, sources, job.vehicle);
  const { name: provider = null, model = null } = draft.writer ?? {};
  const mode = model === null ? "reference" : "model";
  const durationMs = Math.round(performance.now() - startedAt);
  const last: AnswerEvent =
    "error" in ending
      ? { event: "error", data: ending.error }
      : {
          event: "done",
          data: {
            reason: ending.state === "cancelled" ? "cancelled" : "complete",
            confidence,
            hazards: guard?.hazards() ?? [],
            driveability: guard?.driveability() ?? null,
          },
        };
  const usage = mode === "model" ? await usageOf(job, costMicros) : [];
  await writer.end(
    {
      state: ending.state,
      mode,
      provider,
      model,
      promptVersion: model === null ? null : promptVersion,
      blocks,
      sources: sources.filter(({ id }) => draft.cited.has(id)).map(cardOfSource),
      confidence,
      reason: "error" in ending ? ending.error.code : null,
      firstBlockMs: draft.firstBlockMs,
      durationMs,
    },
    ...usage,
    last,
  );
  const outcome: Outcome = {
    mode,
    provider,
    model,
    state: ending.state,
    firstBlockMs: draft.firstBlockMs,
    durationMs,
    costMicros,
    removed: draft.removed,
    abstained: blocks.some(({ kind }) => kind === "limits"),
  };
  options.observe?.(outcome);
}

/** What is left, and word to the owners of allowances that are nearly used up. */
async function usageOf<Ctx extends EngineContext>(job: Job<Ctx>, costMicros: number): Promise<AnswerEvent[]> {
  const { options, ctx, ask } = job;
  const uses = await check(ctx.db, ask.allowances);
  const nearly = await nearlyUsedUp(ctx.db, ask.allowances, ctx.now());
  for (const use of nearly) await options.nearlyUsedUp?.(ctx, use);
  const tightest = uses.find(({ messagesLimit }) => messagesLimit !== null) ?? uses.find(isUsedUp);
  return [{ event: "usage", data: { ...leftOf(tightest), costMicros } }];
}

const leftOf = (use: AllowanceUse | undefined) => ({
  messagesLeft: use?.messagesLimit == null ? null : Math.max(0, use.messagesLimit - use.messagesUsed),
  resetsAt: use?.periodEnd.toISOString() ?? null,
});
