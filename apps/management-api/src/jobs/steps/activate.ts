import { getActivity } from "@mechanicbuddy/contract/internal";
import { inTransaction } from "../../context.ts";
import * as entitlements from "../../entitlements/entitlements.ts";
import * as instances from "../../instances/instances.ts";
import { queueToOwners } from "../../mails/mails.ts";
import { pageAt } from "../../providers/page.ts";
import { Trouble } from "../../providers/trouble.ts";
import { publicUrlOf, transition } from "../../tenants/lifecycle.ts";
import type { Step, Work } from "../step.ts";

/** The workshop answers with its own name and holds its entitlement: it is open, and its owner is told. */
export const activate: Step = {
  name: "activate",
  plan: async () => [],
  apply: async (work) => {
    const { ctx, tenant } = work;
    await showsItsName(work);
    const instance = await instances.findOf(ctx, tenant.id);
    if (instance === undefined) throw new Error(`Workshop ${tenant.id} has no instance`);
    const { entitlementVersion } = await instances.callInstance(ctx, instance, getActivity, {
      params: { id: tenant.id },
    });
    if (entitlementVersion < 1) throw new Trouble("The instance does not hold the entitlement yet");
    const url = publicUrlOf(ctx, tenant.id);
    await inTransaction(ctx, async (ctx) => {
      await entitlements.acknowledge(ctx, tenant.id, entitlementVersion);
      await transition(ctx, tenant.id, "active", { reason: "The workshop is ready.", job: work.job.id });
      await queueToOwners(ctx, tenant.id, "workshop-ready", { url }, `ready:${tenant.id}`);
    });
    return { url };
  },
};

/** Asks for the first page as a visitor's proxy would, by the workshop's own host. */
async function showsItsName({ ctx, tenant }: Work): Promise<void> {
  const host = new URL(publicUrlOf(ctx, tenant.id)).host;
  const instance = await instances.findOf(ctx, tenant.id);
  const url = `http://${instance?.webUpstream}/login`;
  const { status, text } = await pageAt(url, host);
  if (status !== 200 || !text.includes(inHtml(tenant.companyName))) {
    throw new Trouble(`${host} does not show the workshop's name yet (${status})`);
  }
}

function inHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
