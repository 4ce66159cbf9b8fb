import * as contract from "@mechanicbuddy/contract/mate/conversations";
import { Answer, type Entry, handle } from "../http/api.ts";
import * as conversations from "./conversations.ts";

export const conversationRoutes: readonly Entry[] = [
  handle(contract.listConversations, (ctx, { query }) => conversations.list(ctx, false, query)),
  handle(contract.listSaved, (ctx, { query }) => conversations.list(ctx, true, query)),
  handle(contract.saveConversation, (ctx, { body }) => conversations.save(ctx, body)),
  handle(contract.unsaveConversation, async (ctx, { params }) => {
    await conversations.unsave(ctx, params.id);
    return { success: true as const };
  }),
  handle(contract.getConversation, (ctx, { params }) => conversations.get(ctx, params.id)),
  handle(contract.exportConversation, async (ctx, { params, query }) => {
    const { name, mediaType, text } = await conversations.exported(ctx, params.id, query.format ?? "md");
    const headers = {
      "content-type": mediaType,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    };
    return new Answer(new Response(text, { headers }));
  }),
  handle(contract.renameConversation, (ctx, { params, body }) =>
    conversations.rename(ctx, params.id, body.version, body.title),
  ),
  handle(contract.deleteConversation, async (ctx, { params }) => {
    await conversations.remove(ctx, params.id);
    return { success: true as const };
  }),
];
