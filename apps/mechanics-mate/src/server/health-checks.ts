import { one, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { type Check, type CheckName, Missing } from "../lib/server/health/health.ts";
import { hasBilling } from "./billing-config.ts";
import type { MateVariables } from "./config.ts";
import type { Database } from "./database.ts";
import { migrationNames } from "./migrate.ts";

/** Tables without which the first request would fail, by the names an operator knows. */
const tables = [
  "application_logs",
  "webhook_events",
  "token_blacklist",
  "email_verification_tokens",
  "subscriptions",
  "saved_conversations",
];

/** What health looks at. Vendors are only asked whether they are set up: their bad day is not ours. */
export function checksOf(parts: {
  config: MateVariables;
  database: Database;
  areTasksRunning: () => boolean;
}): Record<CheckName, Check> {
  const { config, database, areTasksRunning } = parts;
  const db = database.shared;
  return {
    database: async () => {
      await one(db, sql`select 1 as well`);
      return undefined;
    },
    migrations: async () => {
      const gone = await rows<{ name: string }>(
        db,
        sql`select name from unnest(${tables}::text[]) as name where to_regclass('mate.' || name) is null`,
      );
      if (gone.length > 0) throw new Missing(`table ${gone.map(({ name }) => name).join(", ")}`);
      const known = new Set(
        (await rows<{ name: string }>(db, sql`select name from mate.migrations`)).map((m) => m.name),
      );
      const open = (await migrationNames()).filter((name) => !known.has(name));
      if (open.length > 0) throw new Missing(`migration ${open.join(", ")}`);
      return undefined;
    },
    tasks: async () => {
      if (!areTasksRunning()) throw new Missing("tasks");
      return undefined;
    },
    mail: async () => (config.SMTP_URL === undefined ? "off" : undefined),
    stripe: async () => (hasBilling(config) ? undefined : "off"),
    assistant: async () =>
      config.ANTHROPIC_API_KEY === undefined && (config.ASSISTANT_BASE_URL ?? config.OPENAI_BASE_URL) === undefined
        ? "off"
        : undefined,
  };
}
