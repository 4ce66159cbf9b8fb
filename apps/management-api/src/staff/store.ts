import type { Staff } from "@mechanicbuddy/contract/management/auth";
import type { StaffRole } from "@mechanicbuddy/contract/management/permission";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Static } from "typebox";
import type { Context } from "../context.ts";

export type Person = Static<typeof Staff>;

const columns = sql`select s.id, s.email, s.name, s.role, s.disabled_at as "disabledAt", s.last_seen_at as "lastSeenAt",
  s.password_hash is null as "invitationPending",
  exists (select from factors where factors.staff = s.id and kind = 'totp' and confirmed_at is not null) as "hasFactor"
  from staff s`;

export function list(ctx: Context): Promise<Person[]> {
  return rows(ctx.db, sql<Person>`${columns} order by s.disabled_at is not null, s.name, s.id`);
}

export function find(ctx: Context, id: string): Promise<Person | undefined> {
  return maybeOne(ctx.db, sql<Person>`${columns} where s.id = ${id}`);
}

/** Somebody by address, held until the transaction ends. */
export function findByEmail(ctx: Context, email: string): Promise<Person | undefined> {
  return maybeOne(ctx.db, sql<Person>`${columns} where s.email = ${email} for update of s`);
}

export async function insert(ctx: Context, email: string, name: string, role: StaffRole): Promise<string> {
  const id = newId();
  await run(
    ctx.db,
    sql`insert into staff (id, email, name, role, created_at) values (${id}, ${email}, ${name}, ${role}, ${ctx.now()})`,
  );
  return id;
}

/** Somebody who was shut out or never came begins anew: no password, no factor. */
export async function startAnew(ctx: Context, id: string, name: string, role: StaffRole): Promise<void> {
  await run(ctx.db, sql`delete from factors where staff = ${id}`);
  await run(
    ctx.db,
    sql`update staff set name = ${name}, role = ${role}, password_hash = null, disabled_at = null where id = ${id}`,
  );
}

export async function update(ctx: Context, id: string, { name, role }: { name?: string; role?: StaffRole }) {
  await run(
    ctx.db,
    sql`update staff set name = coalesce(${name ?? null}, name), role = coalesce(${role ?? null}, role) where id = ${id}`,
  );
}

export async function disable(ctx: Context, id: string): Promise<void> {
  await run(ctx.db, sql`update staff set disabled_at = coalesce(disabled_at, ${ctx.now()}) where id = ${id}`);
}

/** Owners who can act, all held, so that of two changes at once the second sees the first. */
export async function owners(ctx: Context): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select id from staff where role = 'owner' and disabled_at is null and password_hash is not null
      order by id for update`,
  );
  return found.map(({ id }) => id);
}

export async function setFirstPassword(ctx: Context, id: string, hash: string): Promise<boolean> {
  const set = await run(
    ctx.db,
    sql`update staff set password_hash = ${hash} where id = ${id} and password_hash is null and disabled_at is null`,
  );
  return set === 1;
}

export async function name(ctx: Context, id: string): Promise<string> {
  return (await one<{ name: string }>(ctx.db, sql`select name from staff where id = ${id}`)).name;
}
