import * as contract from "@mechanicbuddy/contract/management/tenants";
import * as entitlements from "../entitlements/entitlements.ts";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as asking from "./asking.ts";
import * as deleting from "./deleting.ts";
import * as exporting from "./exporting.ts";
import { keep } from "./inactivity.ts";
import * as operating from "./operating.ts";
import * as tenants from "./tenants.ts";

export function registerTenants(app: App): void {
  const asJob = async (job: Promise<string>) => ({ job: await job });
  handle(app, contract.listTenants, (ctx, { query }) => asking.list(ctx, query));
  handle(app, contract.getTenant, (ctx, { params }) => asking.get(ctx, params.id));
  handle(app, contract.createTenant, (ctx, { body }) => asking.create(ctx, body));
  handle(app, contract.updateTenant, (ctx, { params, body }) => asking.update(ctx, params.id, body));
  handle(app, contract.openWorkshop, (ctx, { params }) => operating.open(ctx, params.id), { transaction: false });
  handle(app, contract.suspendTenant, (ctx, { params, body }) => asJob(tenants.suspend(ctx, params.id, body)));
  handle(app, contract.resumeTenant, (ctx, { params, body }) => asJob(operating.resumeFor(ctx, params.id, body.kind)));
  handle(app, contract.deleteTenant, (ctx, { params, body }) => asJob(deleting.remove(ctx, params.id, body)));
  handle(app, contract.restoreTenant, (ctx, { params }) => asJob(deleting.restore(ctx, params.id)));
  handle(app, contract.purgeTenant, (ctx, { params, body }) => asJob(deleting.purge(ctx, params.id, body.confirm)));
  handle(app, contract.repairTenant, (ctx, { params }) => asJob(operating.repair(ctx, params.id)));
  handle(app, contract.retryTenant, (ctx, { params }) => asJob(operating.retry(ctx, params.id)));
  handle(app, contract.bulkTenants, (ctx, { body }) => operating.bulk(ctx, body), { transaction: false });
  handle(app, contract.keepTenant, (ctx, { params, body }) => keep(ctx, params.id, body.token));
  handle(app, contract.startTrial, (ctx, { params }) => asking.startTrial(ctx, params.id));
  handle(
    app,
    contract.exportTenant,
    async (ctx, { params }) => {
      await exporting.begin(ctx, params.id);
      return {};
    },
    { transaction: false },
  );
  handle(app, contract.downloadExport, (ctx, { params }) => exporting.download(ctx, params.token));
  handle(app, contract.listChanges, (ctx, { params, query }) => tenants.changes(ctx, params.id, query));
  handle(app, contract.getUsage, async (ctx, { params }) => {
    const { usage } = await asking.get(ctx, params.id);
    return { items: usage, reportedAt: await tenants.reportedAt(ctx, params.id) };
  });
  handle(app, contract.listGrants, (ctx, { params }) => entitlements.listGrants(ctx, params.id));
  handle(app, contract.giveGrant, (ctx, { params, body }) => entitlements.grant(ctx, params.id, body));
  handle(app, contract.endGrant, (ctx, { params }) => entitlements.endGrant(ctx, params.id, params.grant));
}
