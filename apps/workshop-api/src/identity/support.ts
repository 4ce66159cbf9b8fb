import type { allowSupport } from "@mechanicbuddy/contract/identity";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import type { Tokens } from "@mechanicbuddy/platform/http/tokens";
import { newToken } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as notifications from "../notifications/notifications.ts";
import * as store from "./store.ts";
import * as accesses from "./support-store.ts";

const IDLE_SECONDS = 3600;

/** Whether the operator's people may look into the workshop now. */
export async function get(ctx: Context) {
  const live = await accesses.findLive(ctx);
  if (live === undefined) return { access: null };
  const { until, reason, mayWrite, allowedBy } = live;
  return { access: { until, reason, mayWrite, allowedBy } };
}

/** Lets the operator's people in. A new permission replaces the one before, and its sessions end. */
export async function allow(ctx: Context, { reason, minutes, mayWrite = false }: Input<typeof allowSupport>["body"]) {
  refuseOthers(ctx);
  const until = new Date(ctx.now().getTime() + minutes * 60_000);
  await accesses.revoke(ctx);
  await accesses.insert(ctx, { reason, mayWrite, until, allowedBy: ctx.actor.userId ?? "" });
  audit.record(ctx, {
    action: "support.allow",
    entityKind: "support",
    after: { reason, mayWrite, until: until.toISOString() },
  });
  const { access } = await get(ctx);
  if (access === null) throw notFound();
  return access;
}

/** Takes the permission back: its sessions are over with the next request. */
export async function end(ctx: Context): Promise<void> {
  refuseOthers(ctx);
  if ((await accesses.revoke(ctx)) > 0) audit.record(ctx, { action: "support.end", entityKind: "support" });
}

/** Lets the operator's people in by agreement with the owner elsewhere. Answers the permission's id. */
export function grant(
  ctx: Context,
  {
    userId,
    minutes,
    ...agreed
  }: { userId: string; staffId: string; reason: string; mayWrite: boolean; minutes: number },
): Promise<string> {
  const until = new Date(ctx.now().getTime() + minutes * 60_000);
  return accesses.insert(ctx, { ...agreed, until, allowedBy: userId });
}

/** Takes one permission back; false when there is none. */
export async function revoke(ctx: Context, accessId: string): Promise<boolean> {
  return (await accesses.revoke(ctx, accessId)) > 0;
}

function refuseOthers(ctx: Context): void {
  if (ctx.actor.role !== "owner") throw new Refusal("forbidden", "Only an owner lets support in.");
}

/**
 * Opens a session for somebody of the operator. It sees what the owner who allowed it sees, reads only unless the
 * permission says more, and is over with the permission.
 * @param person who of the operator: every audit entry of the session names them
 */
export function openSession(
  ctx: Context,
  person: string,
  tokens: Tokens,
  accessId?: string,
): Promise<{ token: string; expiresAt: string; idleSeconds: number }> {
  return inTransaction(ctx, async (outer) => {
    const access = await accesses.findLive(outer, accessId);
    const account = access && (await store.findById(outer, access.userId));
    if (access === undefined || account === undefined || account.disabled) {
      throw new Refusal("forbidden", "The workshop has not let support in, or the time is over.");
    }
    const { reason } = access;
    const actor = { ...outer.actor, kind: "support", supportPerson: person, supportReason: reason } as const;
    const ctx = { ...outer, actor };
    const secret = newToken();
    const expiresAt = new Date(access.until);
    await store.insertSession(ctx, {
      userId: account.id,
      secret,
      expiresAt,
      idleSeconds: IDLE_SECONDS,
      remembered: false,
      support: { accessId: access.id, person },
    });
    audit.record(ctx, { action: "support.enter", entityKind: "support", entityId: access.id });
    await notifications.tellPerson(ctx, account.id, { kind: "support.entered", about: null, data: { person, reason } });
    const token = await tokens.issue({
      tenantId: ctx.tenant.id,
      userId: account.id,
      employeeId: account.employeeId,
      session: secret,
      role: account.role,
      support: { staffId: access.staffId ?? person, person, reason },
      expiresAt: Math.floor(expiresAt.getTime() / 1000),
    });
    return { token, expiresAt: access.until, idleSeconds: IDLE_SECONDS };
  });
}
