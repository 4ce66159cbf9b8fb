import type { StoredEvent } from "@mechanicbuddy/assistant/engine";
import { AllowanceUsedUp } from "@mechanicbuddy/assistant/ledger/allowance";
import type { askChat, WholeAnswer } from "@mechanicbuddy/contract/mate/chat";
import { MateRefusal, missing } from "@mechanicbuddy/contract/mate/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { accountOf, inTransaction, type MateContext } from "../context.ts";
import * as conversations from "../conversations/conversations.ts";
import * as documents from "../documents/documents.ts";
import { allowancesOf } from "../plans/plans.ts";
import * as store from "./store.ts";

type Asked = Input<typeof askChat>["body"];

const MESSAGES_PER_MINUTE = 10;
const HEARTBEAT_MS = 15_000;

/** Takes a question in. Its answer is written whether somebody listens or not. */
export async function ask(ctx: MateContext, asked: Asked) {
  const { userId, access, emailVerified, register, locale } = accountOf(ctx);
  const { site } = ctx;
  await site.limits.count(ctx.db, `chat:${userId}`, MESSAGES_PER_MINUTE, 60, ctx.now());
  const { conversationId, vehicleId = null } = asked;
  if (conversationId !== undefined) await conversations.mustExist(ctx, conversationId);
  const attachments = await documents.attachmentsOf(ctx, asked.attachmentIds ?? [], access.plan);
  try {
    return await site.engine.ask(ctx, {
      conversationId: conversationId ?? ((ctx) => conversations.open(ctx, asked.message, vehicleId)),
      clientMessageId: asked.clientMessageId,
      text: asked.message,
      register: asked.register ?? register,
      locale,
      vehicleId:
        vehicleId ?? (conversationId === undefined ? null : await conversations.vehicleOf(ctx, conversationId)),
      attachments,
      mode: asked.mode ?? "auto",
      allowances: allowancesOf(userId, access, site.config, ctx.now()),
      mayUseModel: access.level === "full" && emailVerified,
    });
  } catch (error) {
    throw error instanceof AllowanceUsedUp ? usedUp(error) : error;
  }
}

function usedUp({ used, message }: AllowanceUsedUp): MateRefusal {
  return new MateRefusal("plan_limit", message, {
    canUseReference: true,
    resetsAt: used?.periodEnd.toISOString() ?? null,
    ...(used === null ? {} : { quota: { used: used.messagesUsed, limit: used.messagesLimit } }),
  });
}

/** Refuses an answer that is not the caller's. */
export function mustExist(ctx: MateContext, answerId: string): Promise<void> {
  return inTransaction(ctx, async ({ db }) => {
    if (!(await store.isThere(db, answerId))) throw missing();
  });
}

/** The events of an answer as a stream, from a number on. */
export function stream(ctx: MateContext, answerId: string, after: number, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  const events = ctx.site.engine.events(ctx, answerId, after, signal);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const beat = setInterval(() => controller.enqueue(encoder.encode(": still here\n\n")), HEARTBEAT_MS);
      const pump = async () => {
        controller.enqueue(encoder.encode("retry: 1000\n\n"));
        for await (const event of events) controller.enqueue(encoder.encode(lines(event)));
      };
      pump()
        .then(() => controller.close())
        .catch((error: unknown) => {
          ctx.log.warn({ err: error, requestId: ctx.requestId }, "a reader of an answer was lost");
          controller.error(error);
        })
        .finally(() => clearInterval(beat));
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

const lines = ({ n, event, data }: StoredEvent) => `id: ${n}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Waits for an answer. A fault that ends it before anything was said is refused. */
export async function whole(ctx: MateContext, answerId: string, signal: AbortSignal): Promise<WholeAnswer> {
  const answer: WholeAnswer = {
    response: "",
    blocks: [],
    conversationId: "",
    answerId,
    mode: "reference",
    quota: null,
  };
  for await (const event of ctx.site.engine.events(ctx, answerId, 0, signal)) {
    if (event.event === "meta")
      Object.assign(answer, { conversationId: event.data.conversationId, mode: event.data.mode });
    if (event.event === "block") {
      answer.blocks.push(event.data.block);
      answer.response += `${answer.response === "" ? "" : "\n\n"}${event.data.markdown}`;
    }
    if (event.event === "usage") {
      answer.quota = { messagesLeft: event.data.messagesLeft, resetsAt: event.data.resetsAt };
    }
    if (event.event === "error" && answer.blocks.length === 0) {
      throw new MateRefusal("unavailable", "The answer could not be written. Your question is kept; ask again.", {
        retryAfter: event.data.retryAfter ?? 5,
      });
    }
  }
  return answer;
}

export function feedback(
  ctx: MateContext,
  answerId: string,
  given: { thumb?: string | null; fixed?: string | null; correction?: string | null },
): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    if (!(await store.saveFeedback(ctx.db, answerId, accountOf(ctx).userId, given))) throw missing();
  });
}
