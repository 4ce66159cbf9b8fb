import { getConversion, getOverview } from "@mechanicbuddy/contract/management/operations";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as figures from "./figures.ts";

export function registerFigures(app: App): void {
  handle(app, getOverview, (ctx) => figures.getOverview(ctx));
  handle(app, getConversion, (ctx) => figures.getConversion(ctx));
}
