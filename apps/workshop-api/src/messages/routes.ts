import * as contract from "@mechanicbuddy/contract/messages";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as messages from "./messages.ts";

export function messageRoutes(app: App): void {
  handle(app, contract.listMessages, (ctx, { query }) => messages.list(ctx, query));
  handle(app, contract.getMessage, (ctx, { params }) => messages.get(ctx, params.id));
  handle(app, contract.retryMessage, (ctx, { params }) => messages.retry(ctx, params.id));
  handle(app, contract.cancelMessage, (ctx, { params }) => messages.cancel(ctx, params.id));
}
