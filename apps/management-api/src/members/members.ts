import type { MemberRole } from "@mechanicbuddy/contract/management/permission";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { newToken, sha256 } from "@mechanicbuddy/platform/keys";
import * as accounts from "../accounts/accounts.ts";
import { record } from "../audit/audit.ts";
import { type Context, nameOf } from "../context.ts";
import * as links from "../links/links.ts";
import { queue, queueToOwners } from "../mails/mails.ts";
import * as store from "./store.ts";

const INVITATION_DAYS = 7;
const words: Record<MemberRole, string> = {
  owner: "an owner",
  billing: "somebody who pays",
  viewer: "somebody who may look",
};

/** Who may administer a workshop on the platform, and who is invited. */
export async function list(ctx: Context, tenant: string) {
  await mustExist(ctx, tenant);
  return { items: await store.list(ctx, tenant), invitations: await store.invitations(ctx, tenant) };
}

/** Changes what somebody may. The last owner stays one. */
export async function update(ctx: Context, tenant: string, account: string, role: MemberRole): Promise<store.Row> {
  const member = await mustHave(ctx, tenant, account, role === "owner");
  await store.save(ctx, tenant, account, role);
  await record(ctx, {
    action: "member.change",
    tenant,
    target: account,
    before: { role: member.role },
    after: { role },
  });
  return { ...member, role };
}

/** Takes somebody out. The last owner stays. */
export async function remove(ctx: Context, tenant: string, account: string): Promise<void> {
  const member = await mustHave(ctx, tenant, account, false);
  await store.remove(ctx, tenant, account);
  await record(ctx, { action: "member.remove", tenant, target: account, before: { role: member.role } });
}

/** A member, where something is about to change that must leave an owner. */
async function mustHave(ctx: Context, tenant: string, account: string, staysOwner: boolean): Promise<store.Row> {
  await mustExist(ctx, tenant);
  const members = await store.hold(ctx, tenant);
  const member = members.find((each) => each.account === account);
  if (member === undefined) throw notFound();
  const otherOwners = members.filter((each) => each.role === "owner" && each.account !== account);
  if (member.role === "owner" && !staysOwner && otherOwners.length === 0) {
    throw new Refusal("conflict", "This is the workshop's last owner. Make somebody else an owner first.", {
      cause: "last-owner",
    });
  }
  return member;
}

interface Wanted {
  email: string;
  role: MemberRole;
  transfersOwnership?: boolean;
}

/** Invites somebody by mail. Whoever has no account yet gets one, with a link to choose its password. */
export async function invite(ctx: Context, tenant: string, wanted: Wanted): Promise<store.InvitationRow> {
  await mustExist(ctx, tenant);
  const { email, transfersOwnership = false } = wanted;
  const role = transfersOwnership ? "owner" : wanted.role;
  const members = await store.list(ctx, tenant);
  const known = members.find((member) => member.email.toLowerCase() === email.toLowerCase());
  if (known !== undefined && (!transfersOwnership || known.role === "owner")) {
    throw new Refusal("conflict", `${email} belongs to this workshop already.`, { cause: "already-member" });
  }
  const token = newToken();
  const made = await store.invite(ctx, {
    tenant,
    email,
    role,
    transfersOwnership,
    invitedBy: ctx.actor.kind === "account" ? ctx.actor.id : null,
    linkHash: sha256(token),
    expiresAt: new Date(ctx.now().getTime() + INVITATION_DAYS * 86_400_000),
  });
  await mail(ctx, tenant, made, token);
  await record(ctx, { action: "member.invite", tenant, target: made.id, after: { email, role, transfersOwnership } });
  return made;
}

async function mail(ctx: Context, tenant: string, made: store.InvitationRow, token: string): Promise<void> {
  const inviter = ctx.actor.kind === "account" ? nameOf(ctx.actor) : "MechanicBuddy";
  const { email: to } = made;
  const known = await accounts.findByEmail(ctx, to);
  const locale = known?.locale ?? "en";
  if (made.transfersOwnership && known !== undefined) {
    return queue(ctx, { to, locale, tenant, template: "transfer-invitation", data: { inviter, token } });
  }
  const data = { inviter, role: words[made.role], token };
  if (known !== undefined) return queue(ctx, { to, locale, tenant, template: "invitation", data });
  const account = await accounts.create(ctx, { email: to, name: to.split("@")[0] ?? to, locale });
  const passwordToken = await links.make(ctx, { purpose: "reset", account, hours: INVITATION_DAYS * 24 });
  await queue(ctx, { to, locale, tenant, template: "invitation-new", data: { ...data, passwordToken } });
}

export async function withdraw(ctx: Context, tenant: string, id: string): Promise<void> {
  await mustExist(ctx, tenant);
  const found = await store.find(ctx, tenant, id);
  if (found === undefined) throw notFound();
  await store.end(ctx, id);
  await record(ctx, { action: "member.withdraw", tenant, target: id, before: { email: found.email } });
}

/** Accepts with the link, signed in with the invited address. Ownership then still waits for an owner's word. */
export async function accept(ctx: Context, token: string) {
  const { id, email } = accounts.self(ctx);
  const found = await store.findByLink(ctx, sha256(token));
  if (found === undefined) throw links.gone();
  if (found.email.toLowerCase() !== email.toLowerCase()) {
    throw new Refusal("forbidden", "This invitation is for another address. Sign in with the one it was sent to.", {
      cause: "other-address",
    });
  }
  const { tenant, role, transfersOwnership } = found;
  await store.accept(ctx, found.id, id);
  if (transfersOwnership) await queueToOwners(ctx, tenant, "transfer-accepted", { email });
  else await store.save(ctx, tenant, id, role);
  await record(ctx, { action: "member.accept", tenant, target: found.id, after: { role } });
  return { tenant, role, awaitsOwner: transfersOwnership };
}

/** The owner so far confirms: ownership passes to who accepted it, and they keep a look. */
export async function confirmTransfer(ctx: Context, tenant: string, id: string): Promise<void> {
  const owner = accounts.self(ctx);
  const found = await store.find(ctx, tenant, id);
  if (found?.transfersOwnership !== true) throw notFound();
  if (found.acceptedBy === null) {
    throw new Refusal("conflict", `${found.email} has not accepted yet.`, { cause: "not-accepted" });
  }
  await store.hold(ctx, tenant);
  await store.save(ctx, tenant, found.acceptedBy, "owner");
  await store.save(ctx, tenant, owner.id, "viewer");
  await store.end(ctx, id);
  for (const account of [owner.id, found.acceptedBy]) {
    const person = await store.emailOf(ctx, account);
    if (person === undefined) continue;
    const { email: to, locale } = person;
    await queue(ctx, { to, locale, tenant, template: "transfer-done", data: { email: found.email } });
  }
  await record(ctx, { action: "member.transfer", tenant, target: found.acceptedBy, after: { role: "owner" } });
}

async function mustExist(ctx: Context, tenant: string): Promise<void> {
  if (!(await store.tenantExists(ctx, tenant))) throw notFound();
}
