import * as contract from "@mechanicbuddy/contract/management/instances";
import * as entitlements from "../entitlements/entitlements.ts";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as instances from "./instances.ts";

export function registerInstances(app: App): void {
  app.fastify.get("/.well-known/jwks.json", async () => ({ keys: [app.platform.signer.publicJwk] }));
  handle(app, contract.listInstances, (ctx) => instances.list(ctx));
  handle(app, contract.createInstance, (ctx, { body }) => instances.create(ctx, body));
  handle(app, contract.updateInstance, (ctx, { params, body }) => instances.update(ctx, params.id, body));
  handle(app, contract.pullEntitlements, (ctx, { params }) => entitlements.documentsOf(ctx, params.id));
  handle(app, contract.reportActivity, (ctx, { params, body }) => instances.keepReport(ctx, params.id, body.tenants));
}
