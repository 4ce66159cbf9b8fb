import * as contract from "@mechanicbuddy/contract/catalogue";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as cannedJobs from "./canned-jobs.ts";
import * as labourRates from "./labour-rates.ts";

export function catalogueRoutes(app: App): void {
  handle(app, contract.listLabourRates, (ctx) => labourRates.list(ctx));
  handle(app, contract.getLabourRate, (ctx, { params }) => labourRates.get(ctx, params.id));
  handle(app, contract.createLabourRate, (ctx, { body }) => labourRates.create(ctx, body));
  handle(app, contract.updateLabourRate, (ctx, { params, body }) => labourRates.update(ctx, params.id, body));
  handle(app, contract.deleteLabourRate, (ctx, { params }) => labourRates.remove(ctx, params.id));

  handle(app, contract.listCannedJobs, (ctx, { query }) => cannedJobs.list(ctx, query));
  handle(app, contract.getCannedJob, (ctx, { params }) => cannedJobs.get(ctx, params.id));
  handle(app, contract.createCannedJob, (ctx, { body }) => cannedJobs.create(ctx, body));
  handle(app, contract.updateCannedJob, (ctx, { params, body }) => cannedJobs.update(ctx, params.id, body));
  handle(app, contract.deleteCannedJob, (ctx, { params }) => cannedJobs.remove(ctx, params.id));
  handle(app, contract.saveJobAsCanned, (ctx, { params, body }) => cannedJobs.saveFromJob(ctx, params.id, body));
}
