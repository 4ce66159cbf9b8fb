import type { App } from "@mechanicbuddy/platform/http/app";

export function vehiclesRoutes(_app: App): void {}
