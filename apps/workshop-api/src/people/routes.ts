import type { App } from "@mechanicbuddy/platform/http/app";

export function peopleRoutes(_app: App): void {}
