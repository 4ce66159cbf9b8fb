import type { Engine } from "@mechanicbuddy/assistant/engine";
import * as contract from "@mechanicbuddy/contract/assistant";
import type { Context } from "@mechanicbuddy/platform/context";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as assistant from "./assistant.ts";
import * as suggestions from "./suggestions.ts";
import * as treeRuns from "./tree-runs.ts";

/** An answer outlives the request that asked for it, so asking opens its own transactions. */
const own = { transaction: false };

export function assistantRoutes(app: App, engine: Engine<Context>, hasModel: boolean): void {
  handle(
    app,
    contract.askInOrder,
    (ctx, { params, body }) => assistant.askAboutOrder(engine, ctx, params.id, body),
    own,
  );
  handle(app, contract.askAtBench, (ctx, { body }) => assistant.askBench(engine, ctx, body), own);
  handle(app, contract.answerEvents, async (ctx, { params, query }) => {
    const bytes = await assistant.eventsOf(engine, ctx, params.id, query.after ?? 0);
    return new File({ bytes, name: "events", mediaType: "text/event-stream" });
  });
  handle(app, contract.cancelAnswer, (ctx, { params }) => assistant.cancel(engine, ctx, params.id), own);
  handle(app, contract.listAssistantConversations, async (ctx, { query }) => ({
    items: await assistant.conversations(ctx, query.workOrderId),
  }));
  handle(app, contract.getBriefing, (ctx, { params }) => assistant.briefing(ctx, params.id));
  handle(app, contract.listSuggestions, async (ctx, { query }) => ({
    items: await suggestions.list(ctx, query.workOrderId),
  }));
  handle(app, contract.acceptSuggestion, (ctx, { params, body }) => suggestions.accept(ctx, params.id, body.body));
  handle(app, contract.rejectSuggestion, (ctx, { params, body }) => suggestions.reject(ctx, params.id, body.reason));
  handle(app, contract.listTreeRuns, (ctx, { params }) => treeRuns.list(ctx, params.id));
  handle(app, contract.startTreeRun, (ctx, { params, body }) => treeRuns.start(ctx, params.id, body.tree));
  handle(app, contract.stepTreeRun, (ctx, { params, body }) => treeRuns.step(ctx, params.id, body));
  handle(app, contract.getAssistantSettings, (ctx) => assistant.settings(ctx, hasModel));
  handle(app, contract.putAssistantSettings, (ctx, { body }) => assistant.saveSettings(ctx, hasModel, body));
  app.fastify.addHook("onClose", () => engine.drain(5_000));
}
