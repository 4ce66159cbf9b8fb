import { type Task, task } from "@mechanicbuddy/platform/tasks";
import Type from "typebox";
import { archive } from "./archive.ts";
import { seal, verifyAndTell } from "./chain.ts";

const sealing = task("audit.seal", Type.Object({}), (ctx) => seal(ctx), { everySeconds: 60, oneAtATime: true });
const verifying = task("audit.verify", Type.Object({}), (ctx) => verifyAndTell(ctx), {
  everySeconds: 86_400,
  oneAtATime: true,
});

const archiving = task("audit.archive", Type.Object({}), (ctx) => archive(ctx), {
  everySeconds: 30 * 86_400,
  oneAtATime: true,
});

export const auditTasks: readonly Task[] = [sealing, verifying, archiving];
