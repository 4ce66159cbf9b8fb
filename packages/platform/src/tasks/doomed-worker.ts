import { Pool } from "pg";
import Type from "typebox";
import { createLog } from "../log.ts";
import { task } from "../tasks.ts";
import { startWorker } from "./worker.ts";

/** A process for tests to kill: it takes a task, says so, and never finishes it. */
const tasks = [task("notes.write", Type.Object({ text: Type.String() }), async () => undefined)];
await startWorker({
  appPool: new Pool({ ...JSON.parse(process.env.APP ?? "{}"), max: 4 }),
  tasks,
  contextFor: async (_tenantId, { name }) => {
    process.send?.(`holding ${name}`);
    return new Promise(() => undefined);
  },
  concurrency: 1,
  log: createLog({ level: "silent" }),
  now: () => new Date(),
});
