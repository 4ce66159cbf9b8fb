import { inTransaction } from "@mechanicbuddy/platform/context";
import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { purge } from "./store.ts";

const forget = task("identity.purge", Type.Object({}), (ctx) => inTransaction(ctx, purge), { everySeconds: 86_400 });

export const identityTasks: readonly Task[] = [forget];
