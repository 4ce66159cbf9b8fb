import type { Context } from "../context.ts";
import * as store from "./store.ts";

/** Workshops, demos, trials, instances and what has gone wrong, as they are now. */
export function getOverview(ctx: Context) {
  return store.overview(ctx);
}

/** Signups, demos and trials by the month they began in. */
export function getConversion(ctx: Context) {
  return store.conversion(ctx);
}
