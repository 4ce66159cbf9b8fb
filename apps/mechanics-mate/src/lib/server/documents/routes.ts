import * as contract from "@mechanicbuddy/contract/mate/documents";
import { type Entry, handle } from "../http/api.ts";
import * as documents from "./documents.ts";

export const documentRoutes: readonly Entry[] = [
  handle(contract.addAttachment, (ctx, { body }) => documents.attach(ctx, body as unknown as FormData)),
  handle(contract.listDocuments, async (ctx) => ({ items: await documents.list(ctx) })),
  handle(contract.addDocument, (ctx, { body }) => documents.add(ctx, body as unknown as FormData)),
  handle(contract.getDocument, (ctx, { params }) => documents.get(ctx, params.id)),
  handle(contract.deleteDocument, async (ctx, { params }) => {
    await documents.remove(ctx, params.id);
    return { success: true as const };
  }),
];
