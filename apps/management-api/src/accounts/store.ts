import type { Me } from "@mechanicbuddy/contract/management/auth";
import type { AccountRow, listAccounts } from "@mechanicbuddy/contract/management/operations";
import type { Input } from "@mechanicbuddy/contract/route";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Static } from "typebox";
import type { Context } from "../context.ts";
import { count, likeOf, newestFirst } from "../lists.ts";

export type Row = Static<typeof AccountRow>;

const hasFactor = sql`exists (select from factors where factors.account = a.id and kind = 'totp' and confirmed_at is not null)`;

const columns = sql`select a.id, a.email, a.name, ${hasFactor} as "hasFactor",
  coalesce((select json_agg(json_build_object('tenant', tenant, 'role', role) order by tenant)
    from memberships where account = a.id), '[]') as memberships,
  a.created_at as "createdAt", a.last_seen_at as "lastSeenAt"`;
const from = sql`from accounts a`;

export async function list(ctx: Context, query: Input<typeof listAccounts>["query"]) {
  const like = likeOf(query.q);
  const where = sql`erased_at is null
    and (${like}::text is null or a.email::text ilike ${like} or a.name ilike ${like})`;
  if (query.sort !== "email") {
    const at = [sql`a.created_at`, "createdAt"] as [typeof from, string];
    return newestFirst<Row>(ctx, { select: columns, from, where, at, id: sql`a.id` }, query);
  }
  const { limit = 25, cursor, total } = query;
  const after = positionOf<{ email: string }>(cursor);
  const found = await rows<Row>(
    ctx.db,
    sql`${columns} ${from} where ${where} and (${after?.email ?? null}::citext is null or a.email > ${after?.email ?? null}::citext)
      order by a.email limit ${limit + 1}`,
  );
  const page = pageOf(found, limit, ({ email }) => cursorOf({ email }));
  return total === true ? { ...page, total: await count(ctx, from, where) } : page;
}

export function find(ctx: Context, id: string): Promise<Row | undefined> {
  return maybeOne(ctx.db, sql<Row>`${columns} ${from} where a.id = ${id} and erased_at is null`);
}

export function me(ctx: Context, id: string): Promise<Omit<Me, "recoveryCodesLeft"> | undefined> {
  return maybeOne(
    ctx.db,
    sql<Omit<Me, "recoveryCodesLeft">>`select a.id, a.email, a.name, a.locale, ${hasFactor} as "hasFactor",
        coalesce((select json_agg(json_build_object('tenant', t.id, 'companyName', company_name, 'role', role,
            'state', state) order by company_name, t.id)
          from memberships join tenants t on t.id = tenant where account = a.id and state <> 'purged'), '[]') as memberships
      ${from} where a.id = ${id}`,
  );
}

export async function update(ctx: Context, id: string, { name, locale }: { name?: string; locale?: string }) {
  await run(
    ctx.db,
    sql`update accounts set name = coalesce(${name ?? null}, name), locale = coalesce(${locale ?? null}, locale)
      where id = ${id}`,
  );
}

export function findByEmail(ctx: Context, email: string): Promise<{ id: string; locale: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ id: string; locale: string }>`select id, locale from accounts where email = ${email} and erased_at is null`,
  );
}

export interface NewAccount {
  email: string;
  name: string;
  locale: string;
  /** Absent until the person chooses one. */
  passwordHash?: string;
  termsVersion?: string;
}

/** The id of the account; undefined when the address has one already. */
export async function insert(ctx: Context, account: NewAccount): Promise<string | undefined> {
  const { email, name, locale, passwordHash, termsVersion } = account;
  const now = ctx.now();
  const made = await maybeOne<{ id: string }>(
    ctx.db,
    sql`insert into accounts (id, email, name, locale, password_hash, terms_version, terms_accepted_at, created_at)
      values (${newId()}, ${email}, ${name}, ${locale}, ${passwordHash ?? null}, ${termsVersion ?? null},
        ${termsVersion === undefined ? null : now}, ${now})
      on conflict (email) do nothing returning id`,
  );
  return made?.id;
}

/** Workshops somebody still belongs to; purged ones do not count. */
export async function workshopsOf(ctx: Context, id: string): Promise<{ id: string; companyName: string }[]> {
  return rows(
    ctx.db,
    sql<{ id: string; companyName: string }>`select t.id, company_name as "companyName"
      from memberships join tenants t on t.id = tenant where account = ${id} and state <> 'purged' order by t.id limit 5`,
  );
}

/** Everything that names the person goes; the row stays, so that what refers to it stays whole. */
export async function erase(ctx: Context, id: string): Promise<void> {
  const { email } = await one<{ email: string }>(ctx.db, sql`select email from accounts where id = ${id} for update`);
  for (const table of ["sessions", "factors", "one_time_links", "memberships"]) {
    await run(ctx.db, sql`delete from ${sql.ref(table)} where account = ${id}`);
  }
  await run(ctx.db, sql`delete from known_browsers where person = ${id}`);
  await run(ctx.db, sql`delete from mails where recipient = ${email}`);
  await run(ctx.db, sql`delete from signups where email = ${email}`);
  await run(
    ctx.db,
    sql`update accounts set email = ${`${id}@erased.invalid`}, name = '', password_hash = null, last_seen_at = null,
        erased_at = ${ctx.now()}
      where id = ${id}`,
  );
}
