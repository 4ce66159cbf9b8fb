import { randomUUID } from "node:crypto";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { workshopApiConfig } from "@mechanicbuddy/platform/config/workshop";
import type { Context } from "@mechanicbuddy/platform/context";
import { withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import { newCost, openTenancy } from "@mechanicbuddy/platform/database/tenancy";
import { openFileStore } from "@mechanicbuddy/platform/files";
import { createLog } from "@mechanicbuddy/platform/log";
import { fileSettings } from "../src/file-settings.ts";
import { publicUrls } from "../src/public-urls.ts";

/** Runs work of a command on one workshop, under its own login, on the database of the settings. */
export async function withTenant<T>(id: string, work: (ctx: Context) => Promise<T>): Promise<T> {
  const config = loadConfig(workshopApiConfig);
  const { tenant, keys } = await loginsFrom(config);
  const log = createLog({ level: "error" });
  const tenancy = openTenancy({ loginOf: tenant, maxTotal: 4, exclusivePerTenant: 1, log });
  const cost = newCost();
  try {
    return await work({
      tenant: { id, publicUrl: publicUrls(config)(id), entitlement: null },
      actor: { kind: "task" },
      db: tenancy.shared(id, cost),
      now: () => new Date(),
      log,
      requestId: randomUUID(),
      instance: { keys, files: openFileStore(fileSettings(config)), tenancy },
      cost,
      transactional: false,
    });
  } finally {
    await tenancy.close();
  }
}

/** Ids of all workshops of the instance, as the runtime login may read them. */
export async function allTenants(): Promise<string[]> {
  const { app } = await loginsFrom(loadConfig(workshopApiConfig));
  return withClient(app, async (client) => {
    const { rows } = await client.query<{ id: string }>("select id from instance.tenants order by id");
    return rows.map(({ id }) => id);
  });
}
