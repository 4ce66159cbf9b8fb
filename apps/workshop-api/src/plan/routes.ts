import { getPlan } from "@mechanicbuddy/contract/plans";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as plan from "./plan.ts";

export function planRoutes(app: App): void {
  handle(app, getPlan, (ctx) => plan.view(ctx));
}
