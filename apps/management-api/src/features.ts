import type { App } from "./http/app.ts";
import { registerPlans } from "./plans/routes.ts";
import type { Task } from "./tasks.ts";

/** Registers every route of the platform. */
export function registerFeatures(app: App): void {
  registerPlans(app);
}

/** Every background task of the platform. */
export function allTasks(): Task[] {
  return [];
}
