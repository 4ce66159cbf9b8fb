import { getActivity, getInternalVersion, putEntitlement } from "@mechanicbuddy/contract/internal";
import { getPlan } from "@mechanicbuddy/contract/plans";
import { invalid } from "@mechanicbuddy/contract/problem";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import { handleService } from "@mechanicbuddy/platform/http/service";
import * as plan from "./plan.ts";

export interface PlanOptions {
  version: string;
  instanceId: string;
}

export function planRoutes(app: App, { version, instanceId }: PlanOptions): void {
  handle(app, getPlan, (ctx) => plan.view(ctx));
  handleService(app, getInternalVersion, async () => ({ version, instance: instanceId }));
  handleService(app, getActivity, async (open, { params }) => {
    const ctx = await open(params.id);
    const tenant = await app.registry.find(params.id);
    const { mailsToday: _, ...used } = await plan.used(ctx);
    return {
      tenant: params.id,
      ...used,
      schemaVersion: tenant?.schemaVersion ?? null,
      entitlementVersion: ctx.tenant.entitlement?.version ?? 0,
    };
  });
  handleService(app, putEntitlement, async (open, { params, body }) => {
    const ctx = await open(params.id);
    const document = await app.platform?.readEntitlement(body.document);
    if (document === undefined || document.tenant !== params.id) {
      ctx.log.warn(
        { tenant: params.id },
        "an entitlement that is not the platform's, or not this workshop's, was refused",
      );
      throw invalid({ document: "Send a document that the platform signed for this workshop." });
    }
    const version = await app.registry.keepEntitlement(params.id, body.document, document);
    await plan.reseat(await open(params.id));
    return { version };
  });
}
