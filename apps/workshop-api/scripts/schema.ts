import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { migrateSchema, readMigrations } from "@mechanicbuddy/platform/database/migrations";
import { schemaTypes } from "@mechanicbuddy/platform/database/schema-types";
import { startTestServer } from "@mechanicbuddy/platform/testing/postgres";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

const server = await startTestServer();
try {
  const text = await withClient(server.owner, async (client) => {
    await client.query("create schema workshop");
    await migrateSchema(client, "workshop", await readMigrations(path("../migrations")));
    return schemaTypes(client, "workshop");
  });
  await writeFile(path("../src/schema.ts"), text);
} finally {
  await server.stop();
}
