import * as contract from "@mechanicbuddy/contract/management/jobs";
import { File } from "@mechanicbuddy/platform/http/reply";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as jobs from "./jobs.ts";

export function registerJobs(app: App): void {
  handle(app, contract.listJobs, (ctx, { query }) => jobs.list(ctx, query));
  handle(app, contract.getJob, (ctx, { params }) => jobs.get(ctx, params.id));
  handle(app, contract.watchJob, async (ctx, { params }, request) => {
    const last = request.headers["last-event-id"];
    const bytes = await jobs.watch(ctx, params.id, typeof last === "string" ? last : undefined);
    return new File({ bytes, mediaType: "text/event-stream", name: "events" });
  });
  handle(app, contract.retryJob, (ctx, { params }) => jobs.retry(ctx, params.id));
  handle(app, contract.undoJob, (ctx, { params }) => jobs.undo(ctx, params.id));
  handle(app, contract.cancelJob, (ctx, { params }) => jobs.cancel(ctx, params.id));
  handle(app, contract.skipStep, (ctx, { params, body }) => jobs.skip(ctx, params.id, body.reason));
  handle(app, contract.planJob, (ctx, { body }) => jobs.plan(ctx, body), { transaction: false });
}
