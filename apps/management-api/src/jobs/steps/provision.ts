import type { Step } from "../step.ts";
import { activate } from "./activate.ts";
import { dns, proxy } from "./addresses.ts";
import { dedicated } from "./dedicated.ts";
import { placed } from "./placed.ts";
import { shared } from "./shared.ts";

const nothing = async () => [];
const ways = { shared, dedicated };

/** A plan in force needs nothing here; staff who begin a paid workshop answer for it. */
const subscription: Step = { name: "subscription", plan: nothing, apply: async () => ({ needs: "none" }) };

const trigger: Step = {
  name: "trigger",
  plan: nothing,
  apply: async ({ job }) => ({ trigger: job.trigger }),
};

/** The guide's ten steps, in its order, for both placements. */
export const provision: readonly Step[] = [
  subscription,
  trigger,
  placed("namespace", ways),
  placed("chart", ways),
  placed("database", ways),
  placed("migrations", ways),
  dns,
  proxy,
  placed("certificate", ways),
  activate,
];
