import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import * as notifications from "./notifications.ts";

const purge = task("notifications.purge", Type.Object({}), (ctx) => notifications.purge(ctx), {
  everySeconds: 86_400,
});

export const notificationTasks: readonly Task[] = [purge];
