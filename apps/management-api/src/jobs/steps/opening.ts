import { getActivity, putTenant } from "@mechanicbuddy/contract/internal";
import * as entitlements from "../../entitlements/entitlements.ts";
import * as instances from "../../instances/instances.ts";
import { Trouble } from "../../providers/trouble.ts";
import type { Work } from "../step.ts";

/** Makes the workshop on its instance, or completes it: schema, first rows, owner. Answers the version of its schema. */
export async function openWorkshop(work: Work): Promise<string> {
  const { ctx, tenant } = work;
  const [instance, issued] = [await mustHaveInstance(work), await entitlements.refresh(ctx, tenant.id)];
  if (issued === undefined) throw new Error("A workshop with a place has an entitlement");
  const { schemaVersion } = await instances.callInstance(ctx, instance, putTenant, {
    params: { id: tenant.id },
    body: {
      companyName: tenant.companyName,
      ownerName: tenant.contactName,
      ownerEmail: tenant.ownerEmail,
      locale: tenant.locale as "en",
      country: tenant.country,
      sampleData: tenant.withSampleData,
      document: issued.document,
    },
  });
  return schemaVersion;
}

/** Reads back which schema the workshop stands on. */
export async function mustBeMigrated(work: Work, expected: unknown): Promise<void> {
  const { schemaVersion } = await instances.callInstance(work.ctx, await mustHaveInstance(work), getActivity, {
    params: { id: work.tenant.id },
  });
  if (schemaVersion !== expected)
    throw new Trouble(`The schema is at ${schemaVersion}, not yet at ${String(expected)}`);
}

export async function mustHaveInstance({ ctx, tenant }: Pick<Work, "ctx" | "tenant">) {
  const instance = await instances.findOf(ctx, tenant.id);
  if (instance === undefined) throw new Error(`Workshop ${tenant.id} has no instance`);
  return instance;
}
