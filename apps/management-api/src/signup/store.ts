import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Context } from "../context.ts";

export interface Signup {
  id: string;
  email: string;
  name: string;
  companyName: string;
  tenantId: string | null;
  passwordHash: string;
  locale: string;
  country: string;
  plan: string;
  termsVersion: string;
  isDisposable: boolean;
}

const KEPT_DAYS = 7;

const columns = sql`id, email, name, company_name as "companyName", tenant_id as "tenantId",
  password_hash as "passwordHash", locale, country, plan, terms_version as "termsVersion",
  is_disposable as "isDisposable"`;

export async function insert(ctx: Context, given: Omit<Signup, "id">): Promise<string> {
  const id = newId();
  const now = ctx.now();
  await run(
    ctx.db,
    sql`insert into signups (id, email, name, company_name, tenant_id, password_hash, locale, country, plan,
        terms_version, is_disposable, created_at, expires_at)
      values (${id}, ${given.email}, ${given.name}, ${given.companyName}, ${given.tenantId}, ${given.passwordHash},
        ${given.locale}, ${given.country}, ${given.plan}, ${given.termsVersion}, ${given.isDisposable}, ${now},
        ${new Date(now.getTime() + KEPT_DAYS * 86_400_000)})`,
  );
  return id;
}

const pending = (ctx: Context) => sql`verified_at is null and expires_at > ${ctx.now()}`;

export function find(ctx: Context, id: string): Promise<Signup | undefined> {
  return maybeOne(ctx.db, sql<Signup>`select ${columns} from signups where id = ${id} and ${pending(ctx)}`);
}

/** The newest signup of an address that waits for its link. */
export function findWaiting(ctx: Context, email: string): Promise<Signup | undefined> {
  return maybeOne(
    ctx.db,
    sql<Signup>`select ${columns} from signups where email = ${email} and ${pending(ctx)}
      order by created_at desc, id desc limit 1`,
  );
}

/** Marks a signup as verified; of two links of one signup only the first finds it. */
export function verify(ctx: Context, id: string): Promise<Signup | undefined> {
  return maybeOne(
    ctx.db,
    sql<Signup>`update signups set verified_at = ${ctx.now()} where id = ${id} and ${pending(ctx)} returning ${columns}`,
  );
}

/** The account has the password now. */
export async function forgetPassword(ctx: Context, id: string): Promise<void> {
  await run(ctx.db, sql`update signups set password_hash = '' where id = ${id}`);
}

export async function remove(ctx: Context, id: string): Promise<void> {
  await run(ctx.db, sql`delete from signups where id = ${id}`);
}
