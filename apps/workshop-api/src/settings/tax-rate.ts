import type { TaxRate } from "@mechanicbuddy/contract/settings";

/** A rate as lines need it. */
export type Rate = Omit<TaxRate, "used">;
