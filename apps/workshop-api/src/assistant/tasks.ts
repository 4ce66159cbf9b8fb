import { systemClock } from "@mechanicbuddy/platform/clock";
import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { openAssistant } from "./engine.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;
const engine = openAssistant(systemClock);

const sweeping = task("assistant.sweep", Type.Object({}), async (ctx) => void (await engine.sweep(ctx)), {
  everySeconds: 60,
  oneAtATime: true,
});
const forgetting = task(
  "assistant.forget",
  Type.Object({}),
  async (ctx) => {
    await store.expireOld(ctx);
    await store.forgetEvents(ctx, new Date(ctx.now().getTime() - DAY_MS));
  },
  { everySeconds: 3_600 },
);

export const assistantTasks: readonly Task[] = [sweeping, forgetting];
