import type { Task } from "../tasks.ts";
import { send, sweep } from "./sending.ts";

export const mailTasks: Task[] = [
  { name: "mails.send", handle: (ctx, { id }) => send(ctx, String(id)) },
  { name: "mails.sweep", cron: "* * * * *", handle: (ctx, _, signal) => sweep(ctx, signal) },
];
