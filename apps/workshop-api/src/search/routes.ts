import type { App } from "@mechanicbuddy/platform/http/app";

export function searchRoutes(_app: App): void {}
