import type { Task } from "../tasks.ts";
import { answer, runDue } from "./demos.ts";

export const demoTasks: Task[] = [
  { name: "demos.answer", handle: (ctx, { email }) => answer(ctx, String(email)) },
  { name: "demos.due", cron: "*/15 * * * *", handle: (ctx) => runDue(ctx) },
];
