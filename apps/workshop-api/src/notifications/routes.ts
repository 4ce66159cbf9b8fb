import type { App } from "@mechanicbuddy/platform/http/app";

export function notificationRoutes(_app: App): void {}
