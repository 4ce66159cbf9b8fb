import type { Task } from "../tasks.ts";
import { askForActivity, handToken } from "./instances.ts";

export const instanceTasks: Task[] = [
  { name: "instances.introduce", handle: (ctx, { id }) => handToken(ctx, String(id)) },
  { name: "instances.activity", cron: "0 * * * *", handle: (ctx) => askForActivity(ctx) },
];
