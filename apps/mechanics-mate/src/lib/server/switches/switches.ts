import type { Switches, SwitchName } from "@mechanicbuddy/contract/mate/admin";
import { type Db, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { accountOf, type MateContext } from "../context.ts";

/** What is switched off, and the banner; read anew each time, so a switch holds at once in every process. */
export async function current(db: Db): Promise<Switches> {
  const found = await rows<{ name: SwitchName; value: string }>(db, sql`select name, value from mate.switches`);
  const values = new Map(found.map(({ name, value }) => [name, value]));
  return {
    modelsOff: values.has("models_off"),
    signupOff: values.has("signup_off"),
    banner: values.get("banner") ?? null,
  };
}

/** Sets a switch; null takes it back. */
export async function set(ctx: MateContext, name: SwitchName, value: string | null): Promise<void> {
  if (value === null) {
    await run(ctx.db, sql`delete from mate.switches where name = ${name}`);
    return;
  }
  await run(
    ctx.db,
    sql`insert into mate.switches (created_at, name, value, changed_by)
      values (${ctx.now()}, ${name}, ${value}, ${accountOf(ctx).userId})
      on conflict (name) do update set created_at = excluded.created_at, value = excluded.value,
        changed_by = excluded.changed_by`,
  );
}
