import * as instances from "../../instances/instances.ts";
import { NotYet } from "../../providers/trouble.ts";
import type { Step } from "../step.ts";

/** Ends when staff have registered an instance with room; until then signups wait in their jobs. */
const room: Step = {
  name: "room",
  plan: async () => ["shared instance"],
  apply: async ({ ctx }) => {
    const { items } = await instances.list(ctx);
    const open = items.find(({ state, tenants, maxTenants }) => state === "open" && tenants < (maxTenants ?? 0) * 0.9);
    if (open === undefined) throw new NotYet("Register a further instance under Instances once it runs");
    return { instance: open.id };
  },
};

export const addInstance: readonly Step[] = [room];
