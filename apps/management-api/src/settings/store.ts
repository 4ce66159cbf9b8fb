import type { Settings } from "@mechanicbuddy/contract/management/operations";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Context } from "../context.ts";

export async function stored(ctx: Context): Promise<Partial<Settings>> {
  const found = await rows<{ name: string; value: unknown }>(ctx.db, sql`select name, value from settings`);
  return Object.fromEntries(found.map(({ name, value }) => [name, value]));
}

export async function save(ctx: Context, name: keyof Settings, value: unknown): Promise<void> {
  await run(
    ctx.db,
    sql`insert into settings (name, value, changed_at) values (${name}, ${JSON.stringify(value)}, ${ctx.now()})
      on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at`,
  );
}
