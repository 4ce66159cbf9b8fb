import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startTestServer } from "@mechanicbuddy/platform/testing/postgres";

// Keeps a test server running, so that repeated test runs find their templates built. Ctrl-C ends it.
const folder = fileURLToPath(new URL("../.data", import.meta.url));
const file = `${folder}/test-server.json`;
const server = await startTestServer();
await mkdir(folder, { recursive: true });
await writeFile(file, JSON.stringify(server), { mode: 0o600 });
console.log("Test database is running; npm test and vitest use it until Ctrl-C.");
const stop = async () => {
  await rm(file, { force: true });
  await server.stop();
  process.exit(0);
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
