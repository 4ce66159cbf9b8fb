import * as exports from "@mechanicbuddy/contract/exports";
import * as contract from "@mechanicbuddy/contract/reports";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as reports from "./reports.ts";

export function reportRoutes(app: App): void {
  handle(app, contract.getRevenue, (ctx, { query }) => reports.revenue(ctx, query));
  handle(app, contract.getVat, (ctx, { query }) => reports.vat(ctx, query));
  handle(app, contract.getMoneyCsv, async (ctx, { params, query }) =>
    table(await reports.moneyCsv(ctx, params.name, query)),
  );
  handle(app, contract.getOrdersReport, (ctx, { query }) => reports.orders(ctx, query));
  handle(app, contract.getOrdersCsv, async (ctx, { query }) => table(await reports.ordersCsv(ctx, query)));

  handle(app, exports.getAccountingExport, (ctx, { query }) => reports.previewAccounting(ctx, query));
  handle(app, exports.exportAccounting, async (ctx, { body }) => {
    const { bytes, name } = await reports.exportAccounting(ctx, body);
    return new File({ bytes, name, mediaType: "application/zip", inline: false });
  });
}

function table({ bytes, name }: reports.Table): File {
  return new File({ bytes, name, mediaType: "text/csv", inline: false });
}
