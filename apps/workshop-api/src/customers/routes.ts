import type { App } from "@mechanicbuddy/platform/http/app";

export function customersRoutes(_app: App): void {}
