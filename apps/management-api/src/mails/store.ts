import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { MailTemplate } from "./words.ts";

export interface NewMail {
  to: string;
  template: MailTemplate;
  locale: string;
  data: Record<string, unknown>;
  tenant: string | undefined;
  onceKey: string | undefined;
}

/** The id of the queued mail; undefined when its cause has queued it before. */
export async function insert(ctx: Context, mail: NewMail): Promise<string | undefined> {
  const now = ctx.now();
  const queued = await maybeOne<{ id: string }>(
    ctx.db,
    sql`insert into mails (id, recipient, template, locale, data, tenant, once_key, next_try_at, created_at)
      values (${newId()}, ${mail.to}, ${mail.template}, ${mail.locale}, ${JSON.stringify(mail.data)},
        ${mail.tenant ?? null}, ${mail.onceKey ?? null}, ${now}, ${now})
      on conflict (once_key) do nothing returning id`,
  );
  return queued?.id;
}

export interface Reader {
  id: string;
  email: string;
  locale: string;
}

export function ownersOf(ctx: Context, tenant: string): Promise<Reader[]> {
  return rows(
    ctx.db,
    sql<Reader>`select accounts.id, email, locale from memberships join accounts on accounts.id = account
      where tenant = ${tenant} and role = 'owner' and erased_at is null order by email`,
  );
}

export function staffIn(ctx: Context, roles: readonly string[]): Promise<Reader[]> {
  return rows(
    ctx.db,
    sql<Reader>`select id, email, 'en' as locale from staff
      where role = any(${[...roles]}) and disabled_at is null and password_hash is not null order by email`,
  );
}

export interface Claimed {
  id: string;
  recipient: string;
  template: MailTemplate;
  locale: string;
  data: Record<string, unknown>;
  tenant: string | null;
  companyName: string | null;
  attempts: number;
}

/** Takes a mail that is due for one try; whoever comes second finds none. */
export function claim(ctx: Context, id: string, until: Date): Promise<Claimed | undefined> {
  return maybeOne(
    ctx.db,
    sql<Claimed>`update mails set attempts = attempts + 1, next_try_at = ${until}
      where id = ${id} and state = 'queued' and next_try_at <= ${ctx.now()}
      returning id, recipient, template, locale, data, tenant, attempts,
        (select company_name from tenants where tenants.id = mails.tenant) as "companyName"`,
  );
}

export async function due(ctx: Context, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select id from mails where state = 'queued' and next_try_at <= ${ctx.now()} order by next_try_at limit ${limit}`,
  );
  return found.map(({ id }) => id);
}

/** What opened something is not kept once it went out. */
export async function markSent(ctx: Context, id: string): Promise<void> {
  await run(
    ctx.db,
    sql`update mails set state = 'sent', sent_at = ${ctx.now()}, error = null, data = ${withoutTokens} where id = ${id}`,
  );
}

export async function markFailed(ctx: Context, id: string, error: string): Promise<void> {
  await run(ctx.db, sql`update mails set state = 'failed', error = ${error}, data = ${withoutTokens} where id = ${id}`);
}

const withoutTokens = sql`coalesce((select jsonb_object_agg(key, value) from jsonb_each(data) where key !~* 'token$'), '{}')`;

export async function postpone(ctx: Context, id: string, error: string, until: Date): Promise<void> {
  await run(ctx.db, sql`update mails set error = ${error}, next_try_at = ${until} where id = ${id}`);
}
