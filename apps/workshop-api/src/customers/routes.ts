import * as contract from "@mechanicbuddy/contract/customers";
import { eraseCustomer, exportCustomer, getCustomerExport, mergeCustomer } from "@mechanicbuddy/contract/privacy";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as consents from "./consents.ts";
import * as customers from "./customers.ts";
import * as erasing from "./erasing.ts";
import * as exporting from "./exporting.ts";
import { mergeCustomers } from "./merging.ts";

export function customersRoutes(app: App): void {
  handle(app, contract.listCustomers, (ctx, { query }) => customers.list(ctx, query));
  handle(app, contract.createCustomer, (ctx, { body: { acceptWarnings, ...input } }) =>
    customers.create(ctx, input, acceptWarnings),
  );
  handle(app, contract.getCustomer, (ctx, { params }) => customers.get(ctx, params.id));
  handle(app, contract.updateCustomer, (ctx, { params, body }) => customers.update(ctx, params.id, body));
  handle(app, contract.deleteCustomer, (ctx, { params }) => customers.remove(ctx, params.id));
  handle(app, contract.listCustomerVehicles, (ctx, { params }) => customers.vehiclesOf(ctx, params.id));
  handle(app, contract.listCustomerHistory, (ctx, { params, query }) => customers.history(ctx, params.id, query));
  handle(app, contract.listCustomerMessages, (ctx, { params }) => customers.messagesOf(ctx, params.id));
  handle(app, contract.listConsents, (ctx, { params }) => consents.list(ctx, params.id));
  handle(app, contract.recordConsent, (ctx, { params, body }) => consents.record(ctx, params.id, body));
  handle(app, contract.listDuplicates, (ctx, { params }) => customers.duplicates(ctx, params.id));
  handle(app, contract.listDuplicatePairs, (ctx) => customers.duplicatePairs(ctx));
  handle(app, contract.getCustomerBalance, (ctx, { params }) => customers.balance(ctx, params.id));
  handle(app, exportCustomer, (ctx, { params, body }) => exporting.exportCustomer(ctx, params.id, body));
  handle(app, getCustomerExport, async (ctx, { params }) => {
    const archive = await exporting.open(ctx, params.token);
    return new File({ ...archive, mediaType: "application/zip", inline: false });
  });
  handle(app, mergeCustomer, (ctx, { params, body }) => mergeCustomers(ctx, params.id, body));
  handle(app, eraseCustomer, (ctx, { params, body }) => erasing.eraseCustomer(ctx, params.id, body.version));
}
