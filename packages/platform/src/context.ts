import type { Permission, Role } from "@mechanicbuddy/contract/permission";
import { holds } from "@mechanicbuddy/contract/permission";
import type { Entitlement } from "@mechanicbuddy/contract/plans";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Db } from "./database/statement.ts";
import type { Cost, Tenancy } from "./database/tenancy.ts";
import type { FileStore } from "./files.ts";
import type { Keys } from "./keys.ts";
import type { Log } from "./log.ts";

/** A workshop as the platform sees it. */
export interface Tenant {
  readonly id: string;
  /** `https://acme.mechanicbuddy.app`: where links in mails lead. */
  readonly publicUrl: string;
  /** What the platform lets it do; `null` where nobody limits it. */
  readonly entitlement: Entitlement | null;
}

/** Who acts. `role` is set for people of the workshop only. */
export interface Actor {
  readonly kind: "user" | "visitor" | "task" | "support";
  readonly userId?: string;
  readonly employeeId?: string;
  /** The session's secret, for signing out and listing "this device". */
  readonly session?: string;
  /** Who of the operator acts, when `kind` is `support`, and why they were let in. */
  readonly supportPerson?: string;
  readonly supportReason?: string;
  readonly role?: Role;
  readonly language?: string;
  readonly ip?: string;
  readonly userAgent?: string;
}

/** The first argument of every operation and store function. */
export interface Context {
  readonly tenant: Tenant;
  readonly actor: Actor;
  /** Statements under the tenant's own database login. Inside `inTransaction` they belong to that transaction. */
  readonly db: Db;
  readonly now: () => Date;
  readonly log: Log;
  readonly requestId: string;
  readonly instance: Instance;
  /** What this request or task has cost the database so far. */
  readonly cost: Cost;
  /** True inside `inTransaction`. */
  readonly transactional: boolean;
}

/** What one running server offers to every operation; `main.ts` builds it. */
export interface Instance {
  /** Purpose-bound keys derived from the root secret. */
  readonly keys: Keys;
  readonly files: FileStore;
  readonly tenancy: Tenancy;
}

/** True when the acting person holds the permission; visitors and tasks hold none. */
export function may(ctx: Context, permission: Permission): boolean {
  return ctx.actor.role !== undefined && holds(ctx.actor.role, permission);
}

/** Refuses unless the acting person holds the permission. Routes check their own; operations check the second one. */
export function mustHold(ctx: Context, permission: Permission, detail: string): void {
  if (!may(ctx, permission)) throw new Refusal("forbidden", detail, { permission });
}

/**
 * Runs `work` in one transaction: everything in it is saved, or nothing. The inner `ctx` carries the transaction, so
 * name the parameter `ctx` and the outer handle is out of reach. Inside a transaction it joins the one that runs.
 */
export function inTransaction<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  if (ctx.transactional) return work(ctx);
  return ctx.instance.tenancy.transaction(ctx.tenant.id, ctx.cost, (db) => work({ ...ctx, db, transactional: true }));
}
