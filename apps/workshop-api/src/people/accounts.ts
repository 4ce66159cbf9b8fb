import type { User } from "@mechanicbuddy/contract/people";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as identity from "../identity/identity.ts";
import * as store from "./user-store.ts";

export async function getUser(ctx: Context, id: string): Promise<User> {
  const user = await store.find(ctx, id);
  if (user === undefined) throw notFound();
  return user;
}

/** Disables an account and ends its sessions. That the caller may is checked before: a task may always. */
export async function end(ctx: Context, before: User): Promise<User> {
  if (before.disabled) return before;
  await refuseLastOwner(ctx, before);
  const [, , after] = await Promise.all([
    store.setDisabled(ctx, before.id, ctx.now()),
    identity.endAllSessions(ctx, before.id),
    getUser(ctx, before.id),
  ]);
  record(ctx, "user.disable", before, after);
  return after;
}

/** The last active owner stays, and stays owner. */
export async function refuseLastOwner(ctx: Context, user: User): Promise<void> {
  if (user.role !== "owner" || user.disabled) return;
  if ((await store.otherOwners(ctx, user.id)) === 0) throw new Refusal("conflict", "Make someone else owner first.");
}

/** Disables the accounts of people whose last day is over. */
export async function endLeft(ctx: Context): Promise<void> {
  for (const id of await store.findLeft(ctx)) {
    try {
      await inTransaction(ctx, async (ctx) => end(ctx, await getUser(ctx, id)));
    } catch (error) {
      // The shop's last owner cannot be locked out by a date; somebody else must become owner first.
      if (!(error instanceof Refusal)) throw error;
      ctx.log.warn("the last owner's account stays although the employment ended");
    }
  }
}

export function record(ctx: Context, action: string, before: User | undefined, after: User | undefined): void {
  const facts = (user: User | undefined) =>
    user && { name: user.name, username: user.username, email: user.email, role: user.role, disabled: user.disabled };
  audit.record(ctx, {
    action,
    entityKind: "user",
    entityId: after?.id ?? before?.id,
    before: facts(before),
    after: facts(after),
    personal: ["name", "username", "email"],
  });
}
