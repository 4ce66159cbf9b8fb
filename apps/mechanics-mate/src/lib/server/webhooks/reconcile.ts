import { loggedError } from "@mechanicbuddy/platform/log";
import * as store from "../billing/store.ts";
import { sync } from "../billing/sync.ts";
import type { Site } from "../context.ts";
import * as webhooks from "./webhooks.ts";

const DAY_MS = 86_400_000;
/** Stripe keeps its list for thirty days. */
const MOST_MS = 29 * DAY_MS;
/** Events may become known late: the list is read again from a day before the newest one. */
const OVERLAP_MS = DAY_MS;

export interface Reconciled {
  since: Date;
  /** Events that had never arrived. */
  added: number;
  compared: number;
  /** Subscriptions whose row said something else than Stripe. */
  differences: { id: string; before: string; now: string }[];
}

/** Compares with Stripe: takes in events that never arrived, then looks at every subscription that may still change. */
export async function reconcile(site: Site, since?: Date): Promise<Reconciled | undefined> {
  const { payments } = site;
  if (payments === undefined) return undefined;
  const from = since ?? new Date(((await webhooks.cursor(site)) ?? site.now()).getTime() - OVERLAP_MS);
  const start = new Date(Math.max(from.getTime(), site.now().getTime() - MOST_MS));
  const list = payments.client.events.list({ created: { gte: Math.floor(start.getTime() / 1000) }, limit: 100 });
  const added = await webhooks.takeIn(site, payments, list);
  const differences: Reconciled["differences"] = [];
  const open = await store.listOpen(site.database.shared);
  for (const row of open) {
    if (row.stripeSubscriptionId === null) continue;
    const before = `${row.planId} is ${row.status}`;
    try {
      const { outcome, changed } = await sync(site, payments, row.stripeSubscriptionId);
      if (changed) differences.push({ id: row.id, before, now: outcome });
    } catch (error) {
      // One that cannot be read does not hide the others; it is reported beside them.
      site.log.error({ err: error }, "a subscription could not be compared with Stripe");
      differences.push({ id: row.id, before, now: loggedError(error).message });
    }
  }
  if (added > 0 || differences.length > 0) {
    site.logs.write({
      logType: "payment",
      severity: "warning",
      title: "Stripe knew more than we did",
      metadata: { added, differences: differences.length },
    });
  }
  return { since: start, added, compared: open.length, differences };
}
