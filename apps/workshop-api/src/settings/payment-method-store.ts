import type { PaymentMethod } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";

const columns = sql`id, version, position, name, kind, active`;

export function list(ctx: Context): Promise<PaymentMethod[]> {
  return rows(ctx.db, sql<PaymentMethod>`select ${columns} from payment_methods order by position, id`);
}

export function find(ctx: Context, id: string): Promise<PaymentMethod | undefined> {
  return maybeOne(ctx.db, sql<PaymentMethod>`select ${columns} from payment_methods where id = ${id}`);
}

/** Adds one after all others. */
export function insert(ctx: Context, method: Pick<PaymentMethod, "id" | "name" | "kind" | "active">): Promise<number> {
  return run(
    ctx.db,
    sql`insert into payment_methods (id, name, kind, active, position, created_by)
      select ${method.id}, ${method.name}, ${method.kind}, ${method.active}, coalesce(max(position), 0) + 1,
        ${ctx.actor.userId ?? null}::uuid
      from payment_methods`,
  );
}

export async function update(
  ctx: Context,
  id: string,
  version: number,
  change: Partial<Pick<PaymentMethod, "name" | "kind" | "active">>,
): Promise<boolean> {
  const set = { ...change, updated_at: ctx.now().toISOString() };
  return (
    (await run(
      ctx.db,
      db.updateTable("payment_methods").set(set).where("id", "=", id).where("version", "=", version),
    )) === 1
  );
}

/** Numbers the methods in this order; those that keep their place are not touched. */
export function order(ctx: Context, ids: string[]): Promise<number> {
  return run(
    ctx.db,
    sql`update payment_methods m set position = placed.position
      from unnest(${ids}::uuid[]) with ordinality placed (id, position)
      where placed.id = m.id and placed.position <> m.position`,
  );
}

/** Nobody pays with it while it is decided whether it may go. */
export function lock(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`select from payment_methods where id = ${id} for update`);
}

/** Up to five payments made with it. */
export function findUses(ctx: Context, id: string): Promise<{ kind: string; id: string; label: string }[]> {
  return rows(
    ctx.db,
    sql<{ kind: string; id: string; label: string }>`select 'payment' as kind, id, number as label
      from payments where method_id = ${id} limit 5`,
  );
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, db.deleteFrom("payment_methods").where("id", "=", id));
}

/** True when the settings name it as the usual one. */
export async function isUsual(ctx: Context, id: string): Promise<boolean> {
  return (await rows(ctx.db, sql`select from settings where payment_method_id = ${id}`)).length > 0;
}
