import type { Task } from "../tasks.ts";
import { answer, resend } from "./signup.ts";

export const signupTasks: Task[] = [
  { name: "signup.answer", handle: (ctx, { id }) => answer(ctx, String(id)) },
  { name: "signup.resend", handle: (ctx, { email }) => resend(ctx, String(email)) },
];
