import type { App } from "@mechanicbuddy/platform/http/app";

export function messageRoutes(_app: App): void {}
