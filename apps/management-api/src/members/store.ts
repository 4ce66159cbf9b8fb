import type { MemberRole } from "@mechanicbuddy/contract/management/permission";
import type { Invitation, Member } from "@mechanicbuddy/contract/management/tenants";
import { maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Static } from "typebox";
import type { Context } from "../context.ts";

export type Row = Static<typeof Member>;
export type InvitationRow = Static<typeof Invitation>;

const member = sql`select account, email, name, role, since from memberships join accounts on accounts.id = account`;
const invitation = sql`id, email, role, transfers_ownership as "transfersOwnership", expires_at as "expiresAt"`;

export async function tenantExists(ctx: Context, tenant: string): Promise<boolean> {
  return (await maybeOne(ctx.db, sql`select 1 from tenants where id = ${tenant} and state <> 'purged'`)) !== undefined;
}

export function list(ctx: Context, tenant: string): Promise<Row[]> {
  return rows(ctx.db, sql<Row>`${member} where tenant = ${tenant} order by since, account`);
}

/** Members of a workshop, all held, so that of two changes at once the second sees the first. */
export function hold(ctx: Context, tenant: string): Promise<Row[]> {
  return rows(ctx.db, sql<Row>`${member} where tenant = ${tenant} order by account for update of memberships`);
}

/** Invitations that still work, or that wait for an owner to confirm. */
export function invitations(ctx: Context, tenant: string): Promise<InvitationRow[]> {
  return rows(
    ctx.db,
    sql<InvitationRow>`select ${invitation} from invitations
      where tenant = ${tenant} and ended_at is null and (expires_at > ${ctx.now()} or accepted_at is not null)
      order by created_at, id`,
  );
}

export async function save(ctx: Context, tenant: string, account: string, role: MemberRole): Promise<void> {
  await run(
    ctx.db,
    sql`insert into memberships (account, tenant, role, since) values (${account}, ${tenant}, ${role}, ${ctx.now()})
      on conflict (account, tenant) do update set role = excluded.role`,
  );
}

export async function remove(ctx: Context, tenant: string, account: string): Promise<void> {
  await run(ctx.db, sql`delete from memberships where tenant = ${tenant} and account = ${account}`);
}

interface NewInvitation {
  tenant: string;
  email: string;
  role: MemberRole;
  transfersOwnership: boolean;
  invitedBy: string | null;
  linkHash: Buffer;
  expiresAt: Date;
}

/** Saves an invitation; one that the address still had ends. */
export async function invite(ctx: Context, given: NewInvitation): Promise<InvitationRow> {
  await run(
    ctx.db,
    sql`update invitations set ended_at = ${ctx.now()}
      where tenant = ${given.tenant} and email = ${given.email} and ended_at is null`,
  );
  return one(
    ctx.db,
    sql<InvitationRow>`insert into invitations
        (id, tenant, email, role, transfers_ownership, invited_by, link_hash, created_at, expires_at)
      values (${newId()}, ${given.tenant}, ${given.email}, ${given.role}, ${given.transfersOwnership},
        ${given.invitedBy}, ${given.linkHash}, ${ctx.now()}, ${given.expiresAt})
      returning ${invitation}`,
  );
}

export interface Invited extends InvitationRow {
  tenant: string;
  invitedBy: string | null;
  acceptedBy: string | null;
}

const invited = sql`select ${invitation}, tenant, invited_by as "invitedBy", accepted_by as "acceptedBy" from invitations`;

/** The invitation of a link, held: it was not used, not withdrawn, is in time, and its workshop is there. */
export function findByLink(ctx: Context, linkHash: Buffer): Promise<Invited | undefined> {
  return maybeOne(
    ctx.db,
    sql<Invited>`${invited} where link_hash = ${linkHash} and accepted_at is null and ended_at is null
      and expires_at > ${ctx.now()} and tenant in (select id from tenants where state <> 'purged') for update`,
  );
}

/** An invitation of a workshop that has not ended, held. */
export function find(ctx: Context, tenant: string, id: string): Promise<Invited | undefined> {
  return maybeOne(
    ctx.db,
    sql<Invited>`${invited} where tenant = ${tenant} and id = ${id} and ended_at is null for update`,
  );
}

export async function accept(ctx: Context, id: string, account: string): Promise<void> {
  await run(
    ctx.db,
    sql`update invitations set accepted_by = ${account}, accepted_at = ${ctx.now()},
        ended_at = case when transfers_ownership then null else ${ctx.now()}::timestamptz end
      where id = ${id}`,
  );
}

export async function end(ctx: Context, id: string): Promise<void> {
  await run(ctx.db, sql`update invitations set ended_at = ${ctx.now()} where id = ${id}`);
}

export async function emailOf(ctx: Context, account: string): Promise<{ email: string; locale: string } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ email: string; locale: string }>`select email, locale from accounts where id = ${account}`,
  );
}
