import type { Host } from "@mechanicbuddy/assistant/host";
import { accountOf, inTransaction, type MateContext } from "../context.ts";
import * as conversations from "../conversations/conversations.ts";
import * as documents from "../documents/documents.ts";
import * as vehicles from "../vehicles/vehicles.ts";

/** What the assistant may know on the site: the account's own rows and nothing else. It proposes nothing here. */
export const siteHost: Host<MateContext> = {
  transaction: (ctx, work) => inTransaction(ctx, work),
  userId: (ctx) => accountOf(ctx).userId,
  vehicle: (ctx, id) => vehicles.known(ctx, id),
  history: (ctx, vehicleId) => conversations.historyOf(ctx, vehicleId),
  documents: (ctx, search) => documents.passages(ctx, search),
  fixes: (ctx, search) => conversations.fixesFor(ctx, search),
  names: async (ctx) => [accountOf(ctx).name ?? ""].filter((name) => name !== ""),
};
