import { getActivity, resumeTenant, suspendTenant } from "@mechanicbuddy/contract/internal";
import * as entitlements from "../../entitlements/entitlements.ts";
import * as instances from "../../instances/instances.ts";
import { Trouble } from "../../providers/trouble.ts";
import type { Step } from "../step.ts";

/** The instance is told what the workshop's state now is, and holds it. */
export const tell: Step = {
  name: "tell",
  plan: async () => [],
  apply: async ({ ctx, tenant }) => {
    const instance = await instances.findOf(ctx, tenant.id);
    const issued = await entitlements.refresh(ctx, tenant.id);
    if (instance === undefined || issued === undefined) return {};
    const route = tenant.state === "active" ? resumeTenant : suspendTenant;
    const given = { params: { id: tenant.id }, body: { document: issued.document } };
    const { version } = await instances.callInstance(ctx, instance, route, given);
    await entitlements.acknowledge(ctx, tenant.id, version);
    return { version };
  },
  verify: async ({ ctx, tenant, outputs }) => {
    const instance = await instances.findOf(ctx, tenant.id);
    if (instance === undefined) return;
    const { entitlementVersion } = await instances.callInstance(ctx, instance, getActivity, {
      params: { id: tenant.id },
    });
    if (entitlementVersion < Number(outputs.tell?.version ?? 0))
      throw new Trouble("The instance holds an older entitlement");
  },
};

/** Suspending and resuming: what the workshop may do follows from its state alone. */
export const pausing: readonly Step[] = [tell];
