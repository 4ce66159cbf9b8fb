import * as contract from "@mechanicbuddy/contract/estimates";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { File } from "@mechanicbuddy/platform/http/reply";
import * as estimates from "./estimates.ts";

export function estimateRoutes(app: App): void {
  handle(app, contract.issueEstimate, (ctx, { params, body }) => estimates.issue(ctx, params.id, body));
  handle(app, contract.sendEstimate, (ctx, { params, body }) => estimates.send(ctx, params.id, body));
  // Outside the transaction of idempotency keys: they would keep the reply, and with it the link's secret.
  handle(app, contract.linkEstimate, (ctx, { params }) => estimates.link(ctx, params.id), { transaction: false });
  handle(app, contract.withdrawEstimate, (ctx, { params }) => estimates.withdraw(ctx, params.id));
  handle(app, contract.listEstimates, (ctx, { params }) => estimates.list(ctx, params.id));
  handle(app, contract.listCustomerEstimates, (ctx, { params }) => estimates.listOfAll(ctx, "customer", params.id));
  handle(app, contract.listVehicleEstimates, (ctx, { params }) => estimates.listOfAll(ctx, "vehicle", params.id));
  handle(app, contract.getEstimate, (ctx, { params }) => estimates.get(ctx, params.id));
  handle(app, contract.getEstimatePdf, async (ctx, { params }) => pdf(await estimates.getPdf(ctx, params.id)));
  handle(app, contract.getEvidence, async (ctx, { params }) => {
    const evidence = await estimates.getEvidence(ctx, params.id);
    return new File({ ...evidence, mediaType: "application/zip", inline: false });
  });
  handle(app, contract.recordDecision, (ctx, { params, body }) => estimates.recordDecision(ctx, params.id, body));

  handle(app, contract.getPublicEstimate, (ctx, { params }) => estimates.getPage(ctx, params.token));
  handle(app, contract.getPublicEstimatePdf, async (ctx, { params }) =>
    pdf(await estimates.getPagePdf(ctx, params.token)),
  );
  handle(app, contract.markEstimateOpened, (ctx, { params }) => estimates.markOpened(ctx, params.token));
  handle(app, contract.askForFreshPrice, (ctx, { params }) => estimates.askForFreshPrice(ctx, params.token));
  handle(app, contract.decideEstimate, (ctx, { params, body }) => estimates.decide(ctx, params.token, body));
}

function pdf({ bytes, name }: { bytes: Uint8Array; name: string }): File {
  return new File({ bytes, name, mediaType: "application/pdf" });
}
