import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { expire } from "./exporting.ts";

/** Archives about one person can be fetched for seven days. */
const expiring = task("customers.expire-exports", Type.Object({}), (ctx) => expire(ctx), {
  everySeconds: 86_400,
  oneAtATime: true,
});

export const customerTasks: readonly Task[] = [expiring];
