import { listMyJobs } from "@mechanicbuddy/contract/my-jobs";
import { followTaxRate, listOrdersAtRate } from "@mechanicbuddy/contract/tax-change";
import * as contract from "@mechanicbuddy/contract/work-orders";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { getWorkOrder } from "../work-orders/work-orders.ts";
import * as jobs from "./jobs.ts";
import * as lines from "./lines.ts";
import { listMine } from "./my-jobs.ts";
import { setPartStatus } from "./part-status.ts";
import * as rateChange from "./rate-change.ts";

export function jobRoutes(app: App): void {
  handle(app, listMyJobs, (ctx) => listMine(ctx));
  handle(app, contract.addJob, (ctx, { params, body }) => jobs.add(ctx, params.id, body));
  handle(app, contract.updateJob, (ctx, { params, body }) => jobs.update(ctx, params.id, body));
  handle(app, contract.deleteJob, (ctx, { params }) => jobs.remove(ctx, params.id));
  handle(app, contract.recordResult, (ctx, { params, body }) => jobs.record(ctx, params.id, body));
  handle(app, contract.addLine, (ctx, { params, body }) => lines.add(ctx, params.id, body));
  handle(app, contract.updateLine, (ctx, { params, body }) => lines.update(ctx, params.id, body));
  handle(app, contract.deleteLine, (ctx, { params }) => lines.remove(ctx, params.id));
  handle(app, contract.orderLines, (ctx, { params, body }) => lines.reorder(ctx, params.id, body.lineIds));
  handle(app, contract.setPartStatus, (ctx, { params, body }) => setPartStatus(ctx, params.id, body));
  handle(app, contract.discountLines, async (ctx, { params, body }) => {
    await lines.discount(ctx, params.id, body);
    return getWorkOrder(ctx, params.id);
  });
  handle(app, listOrdersAtRate, (ctx, { params, query }) => rateChange.listOrders(ctx, params.id, query));
  handle(app, followTaxRate, (ctx, { params, body }) => rateChange.follow(ctx, params.id, body.keep));
}
