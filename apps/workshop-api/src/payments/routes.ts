import * as contract from "@mechanicbuddy/contract/payments";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as payments from "./payments.ts";

export function paymentRoutes(app: App): void {
  handle(app, contract.listPayments, (ctx, { query }) => payments.list(ctx, query));
  handle(app, contract.getPayment, (ctx, { params }) => payments.get(ctx, params.id));
  handle(app, contract.getReceiptPdf, async (ctx, { params }) => {
    const { bytes, name } = await payments.receipt(ctx, params.id);
    return new File({ bytes, name, mediaType: "application/pdf" });
  });
  handle(app, contract.recordPayment, (ctx, { body }) => payments.record(ctx, body));
  handle(app, contract.allocatePayment, (ctx, { params, body }) => payments.allocate(ctx, params.id, body.allocations));
  handle(app, contract.payFromCredit, (ctx, { params }) => payments.payFromCredit(ctx, params.id));
  handle(app, contract.moveToCredit, (ctx, { params, body }) => payments.moveToCredit(ctx, params.id, body.reason));
  handle(app, contract.recordDeposit, (ctx, { params, body }) => payments.deposit(ctx, params.id, body));
  handle(app, contract.reversePayment, (ctx, { params, body }) => payments.reverse(ctx, params.id, body.reason));
  handle(app, contract.refundPayment, (ctx, { params, body }) => payments.refund(ctx, params.id, body));
  handle(app, contract.listReceivables, (ctx) => payments.listReceivables(ctx));
}
