import type { App } from "@mechanicbuddy/platform/http/app";

export function invoiceRoutes(_app: App): void {}
