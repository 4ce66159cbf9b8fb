import type { Notification } from "@mechanicbuddy/contract/notifications";
import { type Permission, rolesWith } from "@mechanicbuddy/contract/permission";
import type { Context } from "@mechanicbuddy/platform/context";
import { unauthenticated } from "@mechanicbuddy/platform/http/tokens";
import * as store from "./store.ts";

const KEPT_DAYS = 90;

/** What happened, for the bell. `data` holds the words of its sentence: plate, number, name. */
export interface News {
  /** Dotted words, `message.failed`, `estimate.decided`; the interface has a sentence for each. */
  kind: string;
  about: { kind: string; id: string } | null;
  data: Record<string, unknown>;
  /** Whoever caused it knows already. */
  exceptUserId?: string;
}

/** Tells everybody whose role holds the permission and whose account is active. One statement. */
export async function tell(ctx: Context, news: News & { permission: Permission }): Promise<void> {
  await store.insertFor(ctx, { roles: rolesWith(news.permission) }, news);
}

/** Tells one person, unless the account is disabled. */
export async function tellPerson(ctx: Context, userId: string, news: News): Promise<void> {
  await store.insertFor(ctx, { userId }, news);
}

/** Tells the accounts of these people of the workshop; those without one hear nothing. */
export async function tellEmployees(ctx: Context, employeeIds: readonly string[], news: News): Promise<void> {
  if (employeeIds.length > 0) await store.insertFor(ctx, { employeeIds }, news);
}

/** One's own, newest first, and how many are unread. */
export function list(ctx: Context, limit = 100): Promise<{ items: Notification[]; unread: number }> {
  return store.listOf(ctx, own(ctx), limit);
}

export async function markRead(ctx: Context, ids: string[]): Promise<void> {
  await store.markRead(ctx, own(ctx), ids);
}

/** Forgets what is older than 90 days. */
export async function purge(ctx: Context): Promise<void> {
  await store.purge(ctx, new Date(ctx.now().getTime() - KEPT_DAYS * 86_400_000));
}

function own(ctx: Context): string {
  if (ctx.actor.userId === undefined) throw unauthenticated();
  return ctx.actor.userId;
}
