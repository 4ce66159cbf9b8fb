import * as contract from "@mechanicbuddy/contract/mate/chat";
import { Answer, type Entry, handle } from "../http/api.ts";
import * as chat from "./chat.ts";

export const chatRoutes: readonly Entry[] = [
  handle(contract.askChat, async (ctx, { body, request }) => {
    const { answerId } = await chat.ask(ctx, body);
    const signal = request?.signal ?? AbortSignal.timeout(180_000);
    // A page of the site itself calls without a request and waits.
    const waits = request === undefined || /application\/json/.test(request.headers.get("accept") ?? "");
    return waits ? chat.whole(ctx, answerId, signal) : new Answer(chat.stream(ctx, answerId, 0, signal));
  }),
  handle(contract.answerEvents, async (ctx, { params, request }) => {
    await chat.mustExist(ctx, params.answerId);
    const after = Number(request.headers.get("last-event-id") ?? "0");
    return new Answer(chat.stream(ctx, params.answerId, Number.isInteger(after) ? after : 0, request.signal));
  }),
  handle(contract.cancelAnswer, async (ctx, { params }) => {
    await ctx.site.engine.cancel(ctx, params.answerId);
    return { success: true as const };
  }),
  handle(contract.giveFeedback, async (ctx, { params, body }) => {
    await chat.feedback(ctx, params.answerId, body);
    return { success: true as const };
  }),
];
