import type { Task } from "../tasks.ts";
import { mailReset } from "./sign-in.ts";

export const sessionTasks: Task[] = [
  {
    name: "sessions.reset",
    handle: (ctx, { kind, email }) => mailReset(ctx, kind === "staff" ? "staff" : "account", String(email)),
  },
];
