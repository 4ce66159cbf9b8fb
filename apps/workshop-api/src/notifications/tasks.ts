import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { mailUnread } from "./mailing.ts";
import * as notifications from "./notifications.ts";

const purge = task("notifications.purge", Type.Object({}), (ctx) => notifications.purge(ctx), {
  everySeconds: 86_400,
});

const mail = task("notifications.mail", Type.Object({}), (ctx) => mailUnread(ctx), {
  everySeconds: 900,
  oneAtATime: true,
});

export const notificationTasks: readonly Task[] = [purge, mail];
