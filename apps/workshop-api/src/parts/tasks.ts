import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { checkLedger } from "./movements.ts";

const checkStock = task(
  "parts.check_ledger",
  Type.Object({}),
  async (ctx) => {
    await checkLedger(ctx);
  },
  { everySeconds: 86_400, oneAtATime: true },
);

export const partsTasks: readonly Task[] = [checkStock];
