import { checkDrift, listDrift } from "@mechanicbuddy/contract/management/jobs";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import * as drift from "./drift.ts";

export function registerDrift(app: App): void {
  handle(app, listDrift, (ctx) => drift.list(ctx));
  handle(app, checkDrift, (ctx) => drift.check(ctx), { transaction: false });
}
