import type { App } from "@mechanicbuddy/platform/http/app";

export function settingsRoutes(_app: App): void {}
