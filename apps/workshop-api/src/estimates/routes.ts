import type { App } from "@mechanicbuddy/platform/http/app";

export function estimateRoutes(_app: App): void {}
