import type { App } from "@mechanicbuddy/platform/http/app";

export function catalogueRoutes(_app: App): void {}
