import type { MemberRole, StaffPermission, StaffRole } from "@mechanicbuddy/contract/management/permission";
import { staffMay } from "@mechanicbuddy/contract/management/permission";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { ManagementApiConfig } from "@mechanicbuddy/platform/config/management";
import type { Db } from "@mechanicbuddy/platform/database/statement";
import type { Cost, Tenancy } from "@mechanicbuddy/platform/database/tenancy";
import type { Keys } from "@mechanicbuddy/platform/keys";
import type { Log } from "@mechanicbuddy/platform/log";
import type { Signer } from "./instances/signing.ts";
import type { Providers } from "./providers/providers.ts";

/** Who acts. A customer's `role` is set on routes that name a workshop. */
export type Actor =
  | { kind: "visitor"; ip: string; userAgent: string }
  | { kind: "account"; id: string; email: string; session: string; role?: MemberRole; ip: string; userAgent: string }
  | { kind: "staff"; id: string; email: string; session: string; role: StaffRole; ip: string; userAgent: string }
  | { kind: "instance"; id: string; ip: string }
  | { kind: "task" };

/** What one running server offers to every operation; `server.ts` builds it. */
export interface Platform {
  readonly config: ManagementApiConfig;
  readonly keys: Keys;
  readonly tenancy: Tenancy;
  /** Signs what the platform says to instances. */
  readonly signer: Signer;
  readonly providers: Providers;
}

/** The first argument of every operation and store function. */
export interface Context {
  readonly platform: Platform;
  readonly actor: Actor;
  /** Statements of the runtime login. Inside `inTransaction` they belong to that transaction. */
  readonly db: Db;
  readonly now: () => Date;
  readonly log: Log;
  readonly requestId: string;
  readonly cost: Cost;
  /** True inside `inTransaction`. */
  readonly transactional: boolean;
}

/** The one name under which the platform's connections are kept. */
export const DATABASE = "platform";

/**
 * Runs `work` in one transaction: everything in it is saved, or nothing. Inside a transaction it joins the one that runs.
 */
export function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.transactional) return work(ctx);
  return ctx.platform.tenancy.transaction(DATABASE, ctx.cost, (db) => work({ ...ctx, db, transactional: true }));
}

/** True when somebody of the staff acts and holds the permission. */
export function may(ctx: Context, permission: StaffPermission): boolean {
  return ctx.actor.kind === "staff" && staffMay(ctx.actor.role, permission);
}

/** Refuses unless somebody of the staff acts who holds the permission. */
export function mustHold(ctx: Context, permission: StaffPermission): void {
  if (!may(ctx, permission)) throw new Refusal("forbidden", `This needs the permission ${permission}.`);
}

/** How the actor is written down: in changes, jobs and the audit. */
export function nameOf(actor: Actor): string {
  if (actor.kind === "account" || actor.kind === "staff") return actor.email;
  return actor.kind === "instance" ? actor.id : actor.kind === "task" ? "platform" : "visitor";
}
