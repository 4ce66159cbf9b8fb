import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../database.ts";

export interface Access {
  id: string;
  /** Who allowed it. */
  userId: string;
  allowedBy: string;
  until: string;
  reason: string;
  mayWrite: boolean;
}

export function findLive(ctx: Context): Promise<Access | undefined> {
  return maybeOne(
    ctx.db,
    sql<Access>`select a.id, a.created_by as "userId", btrim(e.first_name || ' ' || e.last_name) as "allowedBy",
        a.expires_at as until, a.reason, a.may_write as "mayWrite"
      from support_accesses a join users u on u.id = a.created_by join employees e on e.id = u.employee_id
      where a.revoked_at is null and a.expires_at > ${ctx.now()} order by a.created_at desc, a.id desc limit 1`,
  );
}

export function insert(ctx: Context, access: { reason: string; mayWrite: boolean; until: Date }): Promise<number> {
  return run(
    ctx.db,
    db.insertInto("support_accesses").values({
      id: newId(),
      reason: access.reason,
      may_write: access.mayWrite,
      expires_at: access.until.toISOString(),
      created_by: ctx.actor.userId ?? null,
      created_at: ctx.now().toISOString(),
    }),
  );
}

export function revoke(ctx: Context): Promise<number> {
  return run(
    ctx.db,
    sql`update support_accesses set revoked_at = ${ctx.now()} where revoked_at is null and expires_at > ${ctx.now()}`,
  );
}
