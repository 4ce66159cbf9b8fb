import * as contract from "@mechanicbuddy/contract/work-orders";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { list } from "./list.ts";
import { timeline } from "./timeline.ts";
import * as workOrders from "./work-orders.ts";

export function workOrderRoutes(app: App): void {
  handle(app, contract.listWorkOrders, (ctx, { query }) => list(ctx, query));
  handle(app, contract.getWorkOrder, (ctx, { params }) => workOrders.getWorkOrder(ctx, params.id));
  handle(app, contract.listTimeline, (ctx, { params }) => timeline(ctx, params.id));
}
