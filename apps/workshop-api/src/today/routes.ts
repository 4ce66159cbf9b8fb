import { getToday } from "@mechanicbuddy/contract/today";
import type { App } from "@mechanicbuddy/platform/http/app";
import { handle } from "@mechanicbuddy/platform/http/handle";
import * as today from "./today.ts";

export function todayRoutes(app: App): void {
  handle(app, getToday, (ctx) => today.get(ctx));
}
