import * as contract from "@mechanicbuddy/contract/work-orders";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as facts from "./facts.ts";
import { listGates } from "./gates.ts";
import { takeIn } from "./intake.ts";
import * as lifecycle from "./lifecycle.ts";
import { list } from "./list.ts";
import { lookUp } from "./look-up.ts";
import { timeline } from "./timeline.ts";
import * as workOrders from "./work-orders.ts";

export function workOrderRoutes(app: App): void {
  handle(app, contract.intake, (ctx, { body }) => takeIn(ctx, body));
  handle(app, contract.lookUp, (ctx, { query }) => lookUp(ctx, query.q));
  handle(app, contract.listWorkOrders, (ctx, { query }) => list(ctx, query));
  handle(app, contract.createWorkOrder, (ctx, { body }) => facts.create(ctx, body));
  handle(app, contract.getWorkOrder, (ctx, { params }) => workOrders.getWorkOrder(ctx, params.id));
  handle(app, contract.updateWorkOrder, (ctx, { params, body }) => facts.update(ctx, params.id, body));
  handle(app, contract.deleteWorkOrder, (ctx, { params }) => workOrders.remove(ctx, params.id));
  handle(app, contract.startWorkOrder, (ctx, { params, body }) => lifecycle.start(ctx, params.id, body.orderedBy));
  handle(app, contract.cancelWorkOrder, (ctx, { params, body }) => lifecycle.cancel(ctx, params.id, body.reason));
  handle(app, contract.reopenWorkOrder, (ctx, { params }) => lifecycle.reopen(ctx, params.id));
  handle(app, contract.copyWorkOrder, (ctx, { params, body }) => lifecycle.copy(ctx, params.id, body));
  handle(app, contract.listGates, (ctx, { params }) => listGates(ctx, params.id));
  handle(app, contract.addNote, (ctx, { params, body }) => lifecycle.addNote(ctx, params.id, body.text));
  handle(app, contract.listTimeline, (ctx, { params }) => timeline(ctx, params.id));
}
