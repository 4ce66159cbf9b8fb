import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { endLeft } from "./accounts.ts";

const endEmployments = task("people.end-employments", Type.Object({}), (ctx) => endLeft(ctx), {
  everySeconds: 3_600,
});

export const peopleTasks: readonly Task[] = [endEmployments];
