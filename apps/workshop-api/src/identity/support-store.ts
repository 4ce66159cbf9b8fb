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
  /** Who of the operator it was agreed for; `null` for whoever comes. */
  staffId: string | null;
}

/** The permission in force, or the one of this id while it is. */
export function findLive(ctx: Context, id?: string): Promise<Access | undefined> {
  return maybeOne(
    ctx.db,
    sql<Access>`select a.id, a.created_by as "userId", btrim(e.first_name || ' ' || e.last_name) as "allowedBy",
        a.expires_at as until, a.reason, a.may_write as "mayWrite", a.staff_id as "staffId"
      from support_accesses a join users u on u.id = a.created_by join employees e on e.id = u.employee_id
      where a.revoked_at is null and a.expires_at > ${ctx.now()}
        and (${id ?? null}::uuid is null or a.id = ${id ?? null}) order by a.created_at desc, a.id desc limit 1`,
  );
}

interface NewAccess {
  reason: string;
  mayWrite: boolean;
  until: Date;
  /** User id of an owner. */
  allowedBy: string;
  staffId?: string;
}

/** Answers the new permission's id. */
export async function insert(ctx: Context, access: NewAccess): Promise<string> {
  const id = newId();
  await run(
    ctx.db,
    db.insertInto("support_accesses").values({
      id,
      reason: access.reason,
      may_write: access.mayWrite,
      staff_id: access.staffId ?? null,
      expires_at: access.until.toISOString(),
      created_by: access.allowedBy,
      created_at: ctx.now().toISOString(),
    }),
  );
  return id;
}

/** Ends the permissions in force, or the one of this id. */
export function revoke(ctx: Context, id?: string): Promise<number> {
  return run(
    ctx.db,
    sql`update support_accesses set revoked_at = ${ctx.now()} where revoked_at is null and expires_at > ${ctx.now()}
      and (${id ?? null}::uuid is null or id = ${id ?? null})`,
  );
}
