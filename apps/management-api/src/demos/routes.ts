import {
  approveDemo,
  confirmDemo,
  convertDemo,
  convertOwnDemo,
  getDemo,
  listDemos,
  rejectDemo,
  requestDemo,
} from "@mechanicbuddy/contract/management/demos";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import { limitPerEmail } from "../http/limits.ts";
import * as demos from "./demos.ts";

export function registerDemos(app: App): void {
  handle(app, requestDemo, async (ctx, { body }) => {
    await limitPerEmail(app, "demo", body.email, { limit: 3, windowSeconds: 86_400 });
    await demos.ask(ctx, body);
    return {};
  });
  handle(app, confirmDemo, (ctx, { body }) => demos.confirm(ctx, body.token));
  handle(app, listDemos, (ctx, { query }) => demos.list(ctx, query));
  handle(app, getDemo, (ctx, { params }) => demos.get(ctx, params.id));
  handle(app, approveDemo, (ctx, { params, body }) => demos.approve(ctx, params.id, body.tenantId));
  handle(app, rejectDemo, (ctx, { params, body }) => demos.reject(ctx, params.id, body.reason));
  // Keeping a demo calls its instance, which must not happen inside a transaction.
  const outside = { transaction: false };
  handle(app, convertDemo, (ctx, { params, body }) => demos.convert(ctx, params.id, body.removeSampleData), outside);
  handle(
    app,
    convertOwnDemo,
    (ctx, { params, body }) => demos.convertTenant(ctx, params.id, body.removeSampleData),
    outside,
  );
}
