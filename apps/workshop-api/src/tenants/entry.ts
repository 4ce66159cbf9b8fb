import type { createHandover, createSupportSession } from "@mechanicbuddy/contract/internal";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newToken } from "@mechanicbuddy/platform/keys";
import * as audit from "../audit/audit.ts";
import * as support from "../identity/support.ts";
import * as store from "./store.ts";

/** A code leads in within a minute, once. */
const CODE_MS = 60_000;

/** A way in for an owner of the workshop, by the address the platform knows them under. */
export function handOver(ctx: Context, { email }: Input<typeof createHandover>["body"]) {
  return inTransaction(ctx, async (ctx) => {
    const owner = await store.findOwner(ctx, email);
    if (owner === undefined) throw notFound();
    const way = await newCode(ctx, "/login/handover", { userId: owner.id });
    audit.record(ctx, { action: "session.handover", entityKind: "user", entityId: owner.id });
    return way;
  });
}

/** Lets somebody of the operator in, as the platform agreed it with the owner. */
export function letSupportIn(ctx: Context, visit: Input<typeof createSupportSession>["body"]) {
  return inTransaction(ctx, async (ctx) => {
    const owner = await store.findOwner(ctx);
    if (owner === undefined) throw new Refusal("conflict", "This workshop has no owner who could be visited.");
    const { staffId, staffName, reason, mode, minutes } = visit;
    const accessId = await support.grant(ctx, { userId: owner.id, staffId, reason, mayWrite: mode === "act", minutes });
    const way = await newCode(ctx, "/login/support", { userId: owner.id, support: { accessId, person: staffName } });
    audit.record(ctx, {
      action: "support.allow",
      entityKind: "support",
      entityId: accessId,
      after: { reason, mayWrite: mode === "act", person: staffName, staffId },
    });
    return { id: accessId, ...way };
  });
}

/** Ends a visit: its sessions are over with the next request. */
export function endVisit(ctx: Context, accessId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    if (!(await support.revoke(ctx, accessId))) throw notFound();
    audit.record(ctx, { action: "support.end", entityKind: "support", entityId: accessId });
  });
}

async function newCode(ctx: Context, path: string, whose: Pick<store.EntryCode, "userId" | "support">) {
  const code = newToken();
  const expiresAt = new Date(ctx.now().getTime() + CODE_MS);
  await store.forgetCodes(ctx);
  await store.insertCode(ctx, { code, expiresAt, ...whose });
  return { code, url: `${ctx.tenant.publicUrl}${path}?code=${code}`, expiresAt: expiresAt.toISOString() };
}
