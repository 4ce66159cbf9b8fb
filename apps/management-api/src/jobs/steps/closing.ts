import { startTenantExport } from "@mechanicbuddy/contract/internal";
import { inTransaction } from "../../context.ts";
import * as instances from "../../instances/instances.ts";
import * as links from "../../links/links.ts";
import { queueToOwners } from "../../mails/mails.ts";
import type { Step } from "../step.ts";
import { tell } from "./pausing.ts";

const EXPORT_HOURS = 30 * 24;

/** A full export is packed, and its link is in the mail that says when everything goes. */
const takeAlong: Step = {
  name: "export",
  plan: async () => [],
  apply: async ({ ctx, job, tenant }) => {
    const instance = await instances.findOf(ctx, tenant.id);
    if (instance === undefined) return {};
    const { export: id } = await instances.callInstance(ctx, instance, startTenantExport, {
      params: { id: tenant.id },
      body: {},
    });
    await inTransaction(ctx, async (ctx) => {
      const exportToken = await links.make(ctx, {
        purpose: "export",
        data: { tenant: tenant.id, export: id },
        hours: EXPORT_HOURS,
      });
      const purgeOn = String(job.input.purgeOn ?? "");
      await queueToOwners(ctx, tenant.id, "deleted", { purgeOn, exportToken }, `deleted:${job.id}`);
    });
    return { export: id };
  },
};

export const closing: readonly Step[] = [tell, takeAlong];
