import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { recalculate } from "./due-items.ts";

/** Readings also come in by import: what falls due by distance is foretold anew each night. */
const due = task("vehicles.due", Type.Object({}), (ctx, _, { signal }) => recalculate(ctx, signal), {
  everySeconds: 86_400,
  oneAtATime: true,
});

export const vehicleTasks: readonly Task[] = [due];
