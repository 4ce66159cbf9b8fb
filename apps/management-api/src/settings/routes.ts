import { getSettings, updateSettings } from "@mechanicbuddy/contract/management/operations";
import type { App } from "../http/app.ts";
import { handle } from "../http/handle.ts";
import { change, get } from "./settings.ts";

export function registerSettings(app: App): void {
  handle(app, getSettings, (ctx) => get(ctx));
  handle(app, updateSettings, (ctx, { body }) => change(ctx, body));
}
