import * as contract from "@mechanicbuddy/contract/work-orders";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as workOrders from "./work-orders.ts";

export function workOrderRoutes(app: App): void {
  handle(app, contract.getWorkOrder, (ctx, { params }) => workOrders.getWorkOrder(ctx, params.id));
}
