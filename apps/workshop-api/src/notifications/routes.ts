import * as contract from "@mechanicbuddy/contract/notifications";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as notifications from "./notifications.ts";

export function notificationRoutes(app: App): void {
  handle(app, contract.listNotifications, (ctx, { query }) => notifications.list(ctx, query.limit));
  handle(app, contract.markNotifications, (ctx, { body }) => notifications.markRead(ctx, body.ids));
}
