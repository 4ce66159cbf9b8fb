import * as exports from "@mechanicbuddy/contract/everything";
import * as contract from "@mechanicbuddy/contract/imports";
import * as sampleData from "@mechanicbuddy/contract/sample-data";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as everything from "./everything/everything.ts";
import * as sample from "./sample/sample.ts";
import * as transfer from "./transfer.ts";

export function transferRoutes(app: App): void {
  // The file is read and kept outside the request's transaction, which must not wait for it.
  handle(app, exports.listExports, (ctx) => everything.list(ctx));
  handle(app, exports.createExport, (ctx) => everything.create(ctx));
  handle(app, exports.getExportFile, async (ctx, { params }) => {
    const { stream, mediaType, name } = await everything.download(ctx, params.id);
    return new File({ bytes: stream, mediaType, name, inline: false });
  });
  handle(app, contract.uploadImportTable, (ctx, { query, body }) => transfer.upload(ctx, query, body), {
    transaction: false,
  });
  handle(app, contract.getImportTable, (ctx, { params, query }) => transfer.table(ctx, params.id, query));
  handle(app, contract.createImport, (ctx, { body }) => transfer.create(ctx, body));
  handle(app, contract.listImports, (ctx, { query }) => transfer.list(ctx, query));
  handle(app, contract.getImport, (ctx, { params }) => transfer.get(ctx, params.id));
  handle(app, contract.listImportRows, (ctx, { params, query }) => transfer.rowsOf(ctx, params.id, query));
  handle(app, contract.rollBackImport, (ctx, { params }) => transfer.rollBack(ctx, params.id));
  handle(app, sampleData.getSampleData, (ctx) => sample.get(ctx));
  handle(app, sampleData.fillSampleData, (ctx) => sample.fill(ctx));
  handle(app, sampleData.emptySampleData, (ctx) => sample.empty(ctx));
}
