import type { App } from "@mechanicbuddy/platform/http/app";

export function workOrderRoutes(_app: App): void {}
