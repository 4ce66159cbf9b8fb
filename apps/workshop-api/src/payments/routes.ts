import type { App } from "@mechanicbuddy/platform/http/app";

export function paymentRoutes(_app: App): void {}
