import { exportAudit, listAudit, listTenantAudit } from "@mechanicbuddy/contract/management/operations";
import { File } from "@mechanicbuddy/platform/http/reply";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import { list, listOfTenant, table } from "./lists.ts";

export function registerAudit(app: App): void {
  handle(app, listAudit, (ctx, { query }) => list(ctx, query));
  handle(app, listTenantAudit, (ctx, { params, query }) => listOfTenant(ctx, params.id, query));
  handle(app, exportAudit, async (ctx, { query }) => {
    const bytes = await table(ctx, query);
    return new File({ bytes, mediaType: "text/csv", name: "audit.csv", inline: false });
  });
}
