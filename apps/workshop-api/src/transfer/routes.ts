import * as contract from "@mechanicbuddy/contract/imports";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as transfer from "./transfer.ts";

export function transferRoutes(app: App): void {
  // The file is read and kept outside the request's transaction, which must not wait for it.
  handle(app, contract.uploadImportTable, (ctx, { query, body }) => transfer.upload(ctx, query, body), {
    transaction: false,
  });
  handle(app, contract.getImportTable, (ctx, { params, query }) => transfer.table(ctx, params.id, query));
  handle(app, contract.createImport, (ctx, { body }) => transfer.create(ctx, body));
  handle(app, contract.listImports, (ctx, { query }) => transfer.list(ctx, query));
  handle(app, contract.getImport, (ctx, { params }) => transfer.get(ctx, params.id));
  handle(app, contract.listImportRows, (ctx, { params, query }) => transfer.rowsOf(ctx, params.id, query));
  handle(app, contract.rollBackImport, (ctx, { params }) => transfer.rollBack(ctx, params.id));
}
