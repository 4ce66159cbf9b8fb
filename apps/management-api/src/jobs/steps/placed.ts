import { plans, type Tier } from "@mechanicbuddy/contract/plans";
import * as instances from "../../instances/instances.ts";
import type { Step, Work } from "../step.ts";

/** What a step does for one placement. */
export type Effect = Omit<Step, "name">;

/** The steps that differ between an instance with others and one of the workshop's own. */
export type Placed = Record<"namespace" | "chart" | "database" | "migrations" | "certificate", Effect>;

/** Where the workshop is; before it has a place, where its plan puts it. */
async function placementOf({ ctx, tenant }: Pick<Work, "ctx" | "tenant">): Promise<"shared" | "dedicated"> {
  const instance = tenant.instance === null ? undefined : await instances.find(ctx, tenant.instance);
  return instance?.kind ?? plans[tenant.tier as Tier].placement;
}

/** A step that does what the workshop's placement asks for. */
export function placed(name: keyof Placed, ways: { shared: Placed; dedicated: Placed }): Step {
  const way = async (work: Pick<Work, "ctx" | "tenant">) => ways[await placementOf(work)][name];
  return {
    name,
    plan: async (work) => (await way(work)).plan(work),
    apply: async (work) => (await way(work)).apply(work),
    verify: async (work) => (await way(work)).verify?.(work),
    undo: async (work) => (await way(work)).undo?.(work),
  };
}
