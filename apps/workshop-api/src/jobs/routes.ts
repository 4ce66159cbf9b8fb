import type { App } from "@mechanicbuddy/platform/http/app";

export function jobRoutes(_app: App): void {}
