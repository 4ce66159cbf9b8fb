import * as contract from "@mechanicbuddy/contract/messages";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as messages from "./messages.ts";
import * as templates from "./templates.ts";
import * as writing from "./writing.ts";

export function messageRoutes(app: App): void {
  handle(app, contract.listMessages, (ctx, { query }) => messages.list(ctx, query));
  handle(app, contract.getMessage, (ctx, { params }) => messages.get(ctx, params.id));
  handle(app, contract.sendMessage, (ctx, { body }) => writing.write(ctx, body));
  handle(app, contract.retryMessage, (ctx, { params }) => messages.retry(ctx, params.id));
  handle(app, contract.cancelMessage, (ctx, { params }) => messages.cancel(ctx, params.id));
  handle(app, contract.listMessageTemplates, (ctx, { query }) => templates.list(ctx, query));
  handle(app, contract.saveMessageTemplate, (ctx, { body }) => templates.save(ctx, body));
  handle(app, contract.tryMessageTemplate, (ctx, { body }) => messages.tryTemplate(ctx, body));
}
