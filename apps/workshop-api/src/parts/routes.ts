import type { App } from "@mechanicbuddy/platform/http/app";

export function partsRoutes(_app: App): void {}
