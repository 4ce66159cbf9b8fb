import type { App } from "./http/app.ts";
import { mailTasks } from "./mails/tasks.ts";
import { registerPlans } from "./plans/routes.ts";
import { registerSettings } from "./settings/routes.ts";
import type { Task } from "./tasks.ts";

/** Registers every route of the platform. */
export function registerFeatures(app: App): void {
  registerPlans(app);
  registerSettings(app);
}

/** Every background task of the platform. */
export function allTasks(): Task[] {
  return [...mailTasks];
}
