import type { Notification } from "@mechanicbuddy/contract/notifications";
import type { Role } from "@mechanicbuddy/contract/permission";
import type { Context } from "@mechanicbuddy/platform/context";
import { one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { News } from "./notifications.ts";

/** One row per active person among these roles, or for this one person. */
export function insertFor(
  ctx: Context,
  whom: { roles: Role[] } | { userId: string } | { employeeIds: readonly string[] },
  news: News,
): Promise<number> {
  const chosen =
    "roles" in whom
      ? sql`role = any(${whom.roles}::text[])`
      : "userId" in whom
        ? sql`id = ${whom.userId}::uuid`
        : sql`employee_id = any(${whom.employeeIds}::uuid[])`;
  return run(
    ctx.db,
    sql`insert into notifications (id, user_id, kind, about_kind, about_id, data, created_at, created_by)
      select gen_random_uuid(), id, ${news.kind}, ${news.about?.kind ?? null}, ${news.about?.id ?? null}::uuid,
        ${JSON.stringify(news.data)}::jsonb, ${ctx.now()}, ${ctx.actor.userId ?? null}::uuid
      from users
      where disabled_at is null and ${chosen} and id is distinct from ${news.exceptUserId ?? null}::uuid`,
  );
}

/** The newest of a person, and how many are unread. */
export function listOf(
  ctx: Context,
  userId: string,
  limit: number,
): Promise<{ items: Notification[]; unread: number }> {
  return one(
    ctx.db,
    sql<{ items: Notification[]; unread: number }>`select
      (select count(*)::int from notifications where user_id = ${userId} and read_at is null) as unread,
      coalesce((select json_agg(json_build_object('id', id, 'kind', kind, 'at', ${iso("created_at")},
          'readAt', ${iso("read_at")}, 'data', data,
          'about', case when about_kind is not null then json_build_object('kind', about_kind, 'id', about_id) end)
          order by created_at desc, id desc)
        from (select * from notifications where user_id = ${userId} order by created_at desc, id desc limit ${limit}) n), '[]')
        as items`,
  );
}

const iso = (column: "created_at" | "read_at") =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Marks a person's own as read; ids of others' change nothing. */
export function markRead(ctx: Context, userId: string, ids: string[]): Promise<number> {
  return run(
    ctx.db,
    sql`update notifications set read_at = ${ctx.now()}
      where user_id = ${userId} and id = any(${ids}::uuid[]) and read_at is null`,
  );
}

export interface Reader {
  id: string;
  username: string;
  email: string;
  language: string;
  /** How much is unread and was in no mail yet. */
  count: number;
}

/** Who wants mails and has something unread; marks it all as told. A person who had a mail since `since` waits. */
export function takeUntold(ctx: Context, since: Date): Promise<Reader[]> {
  return rows(
    ctx.db,
    sql<Reader>`with told as (
        update notifications n set mailed_at = ${ctx.now()} from users u
        where u.id = n.user_id and u.notices_by_mail and u.disabled_at is null and n.read_at is null and n.mailed_at is null
          and not exists (select from notifications m where m.user_id = u.id and m.mailed_at > ${since})
        returning n.user_id)
      select u.id, u.username::text, u.email::text, u.language, count(*)::integer as count
      from told join users u on u.id = told.user_id group by u.id`,
  );
}

export function purge(ctx: Context, before: Date): Promise<number> {
  return run(ctx.db, sql`delete from notifications where created_at < ${before}`);
}
