import * as contract from "@mechanicbuddy/contract/invoices";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as invoices from "./invoices.ts";

export function invoiceRoutes(app: App): void {
  handle(app, contract.previewInvoice, (ctx, { params }) => invoices.preview(ctx, params.id));
  handle(app, contract.issueInvoice, (ctx, { params, body }) => invoices.issue(ctx, params.id, body));
  handle(app, contract.creditInvoice, (ctx, { params, body }) => invoices.credit(ctx, params.id, body));
  handle(app, contract.sendInvoice, (ctx, { params, body }) => invoices.send(ctx, params.id, body));
  handle(app, contract.listInvoices, (ctx, { query }) => invoices.list(ctx, query));
  handle(app, contract.getInvoice, (ctx, { params }) => invoices.get(ctx, params.id));
  handle(app, contract.getInvoicePdf, async (ctx, { params }) => pdf(await invoices.getPdf(ctx, params.id)));
  handle(app, contract.listDeliveries, (ctx, { params }) => invoices.listDeliveries(ctx, params.id));

  handle(app, contract.getPublicInvoice, (ctx, { params }) => invoices.getPage(ctx, params.token));
  handle(app, contract.getPublicInvoicePdf, async (ctx, { params }) =>
    pdf(await invoices.getPagePdf(ctx, params.token)),
  );
}

function pdf({ bytes, name }: invoices.Pdf): File {
  return new File({ bytes, name, mediaType: "application/pdf" });
}
