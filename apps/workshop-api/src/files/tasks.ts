import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { removeUnreferenced } from "./sweeping.ts";

const sweep = task(
  "files.remove-unreferenced",
  Type.Object({}),
  async (ctx) => {
    await removeUnreferenced(ctx);
  },
  { everySeconds: 3_600, oneAtATime: true },
);

export const fileTasks: readonly Task[] = [sweep];
