import { type Cell, csvOf } from "@mechanicbuddy/platform/csv";
import type { Context } from "../context.ts";
import type { PageQuery } from "../lists.ts";
import { record } from "./audit.ts";
import * as store from "./store.ts";

const MOST = 100_000;
const PAGE = 1_000;

/** Who did what on the platform; that somebody read it is noted. */
export async function list(ctx: Context, query: store.Filters & PageQuery) {
  await record(ctx, { action: "audit.list" });
  return store.list(ctx, query);
}

/** A workshop's own part of it. Whoever of the staff acted is not named to customers, nor where they sat. */
export async function listOfTenant(ctx: Context, tenant: string, query: store.Filters & PageQuery) {
  const page = await store.list(ctx, { ...query, tenant });
  return ctx.actor.kind === "staff" ? page : { ...page, items: page.items.map(forCustomers) };
}

function forCustomers(entry: store.Row): store.Row {
  return entry.actorKind === "account" || entry.actorKind === "support"
    ? entry
    : { ...entry, actor: "MechanicBuddy", address: null, requestId: null };
}

/** The audit as a table. */
export async function table(ctx: Context, filters: store.Filters): Promise<Uint8Array> {
  await record(ctx, { action: "audit.export", after: { ...filters } });
  const cells: Cell[][] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(ctx, { ...filters, cursor, limit: PAGE });
    for (const entry of page.items) cells.push(rowOf(entry));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && cells.length < MOST);
  return csvOf(
    ["at", "actorKind", "actor", "action", "tenant", "target", "outcome", "reason", "address", "before", "after"],
    cells,
  );
}

function rowOf(entry: store.Row): Cell[] {
  const { at, actorKind, actor, action, tenant, target, outcome, reason, address, before, after } = entry;
  const text = (value: unknown) => (value === null ? null : JSON.stringify(value));
  return [at, actorKind, actor, action, tenant, target, outcome, reason, address, text(before), text(after)];
}
