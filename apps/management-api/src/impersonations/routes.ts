import {
  answerImpersonation,
  askImpersonation,
  endImpersonation,
  enterImpersonation,
  listImpersonations,
} from "@mechanicbuddy/contract/management/operations";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as visits from "./impersonations.ts";

export function registerImpersonations(app: App): void {
  handle(app, askImpersonation, (ctx, { params, body }) => visits.ask(ctx, params.id, body));
  handle(app, listImpersonations, (ctx, { query }) => visits.list(ctx, query));
  handle(app, answerImpersonation, (ctx, { params, body }) =>
    visits.answer(ctx, params.id, params.impersonation, body.allow),
  );
  // The way in is opened by the workshop's instance, which must not be called inside a transaction.
  handle(app, enterImpersonation, (ctx, { params }) => visits.enter(ctx, params.id), { transaction: false });
  handle(app, endImpersonation, (ctx, { params }) => visits.end(ctx, params.id));
}
