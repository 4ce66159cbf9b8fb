import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { migratePlatform } from "@mechanicbuddy/management-api/migrate";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { prepareTemplate, type TestDatabase } from "@mechanicbuddy/platform/testing/ground";
import { startTestServer, type TestServer } from "@mechanicbuddy/platform/testing/postgres";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    platformDatabase: TestDatabase;
    workshopDatabase: TestDatabase;
    managementDatabase: TestDatabase;
  }
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** One real PostgreSQL for the whole run, with a migrated template for each kind of database the tests clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = (await keptServer()) ?? (await startTestServer());
  try {
    const fixture = path("packages/platform/src/testing/fixture");
    project.provide("platformDatabase", await prepareTemplate(server, "platform", fixture));
    project.provide(
      "workshopDatabase",
      await prepareTemplate(server, "workshop", path("apps/workshop-api/migrations")),
    );
    const management = path("apps/management-api/migrations");
    project.provide(
      "managementDatabase",
      await prepareTemplate(server, "management", management, ({ owner, appPassword }, database) =>
        migratePlatform({ ...owner, database }, appPassword),
      ),
    );
  } catch (error) {
    await server.stop();
    throw error;
  }
  return () => server.stop();
}

/** The server that `npm run test:database` keeps for repeated runs, if it is there. */
async function keptServer(): Promise<TestServer | undefined> {
  try {
    const kept = JSON.parse(await readFile(path(".data/test-server.json"), "utf8")) as TestServer;
    await withClient(kept.superuser, (client) => client.query("select 1"));
    return { ...kept, stop: async () => undefined };
  } catch {
    return undefined;
  }
}
