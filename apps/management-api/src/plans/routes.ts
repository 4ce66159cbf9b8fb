import { listPlans } from "@mechanicbuddy/contract/management/operations";
import { plans, type Tier, tiers } from "@mechanicbuddy/contract/plans";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";

export function registerPlans(app: App): void {
  handle(app, listPlans, async () => ({ currency: "EUR", items: tiers.map(item) }));
}

function item(tier: Tier) {
  const { name, price, placement, limits } = plans[tier];
  return { tier, name, price, placement, limits };
}
