import type { Permission } from "@mechanicbuddy/contract/permission";
import type { Hit } from "@mechanicbuddy/contract/search";
import { type Context, may } from "@mechanicbuddy/platform/context";
import type { RawBuilder } from "kysely";
import { headsOf, type NewEntry, type SearchKind, storedEntries, wordsOf } from "./entry.ts";
import { fitsWithTypos, forgives, isShort, parseQuery, type Query } from "./query.ts";
import * as store from "./store.ts";

export type { NewEntry, SearchKind } from "./entry.ts";
export type { Source } from "./rebuild.ts";

/** Who may read a thing finds it. */
const readers: Record<SearchKind, Permission> = {
  customer: "customers.read",
  vehicle: "vehicles.read",
  work_order: "work.read",
  estimate: "work.read",
  invoice: "invoices.read",
  part: "parts.read",
};

/**
 * Makes a thing findable, or findable by its new words, in the transaction of its change. It costs no round trip: the
 * statement travels with the next one, and the transaction fails if it fails.
 */
export function index(ctx: Context, entry: NewEntry): void {
  inItsTransaction(ctx);
  const recency = entry.recency ?? ctx.now();
  const stored = { rows: storedEntries(entry), heads: headsOf(entry), recency };
  store.upsert(ctx, entry, stored).catch(() => undefined);
}

/** Makes a thing unfindable, in the transaction that removes it. */
export function forget(ctx: Context, kind: SearchKind, entityId: string): void {
  inItsTransaction(ctx);
  store.remove(ctx, kind, entityId).catch(() => undefined);
}

/** Moves things to the front of equally good hits, because somebody works with them now: a new order does it for its car. */
export function touch(ctx: Context, entityIds: readonly (string | null | undefined)[]): void {
  inItsTransaction(ctx);
  const ids = entityIds.filter((id) => typeof id === "string");
  if (ids.length > 0) store.touch(ctx, ids).catch(() => undefined);
}

/** Puts a new name in the place of the old one in the entries of things that carry it: a customer's cars and orders. */
export function rename(ctx: Context, entityIds: readonly string[], from: string, to: string): void {
  inItsTransaction(ctx);
  if (entityIds.length === 0 || from === to) return;
  const words = { from: wordsOf(from), to: wordsOf(to) };
  store.rename(ctx, entityIds, { from, to }, words).catch(() => undefined);
}

/** The best hits among what the caller may read: exact keys first, then beginnings of names, then the most recent. */
export async function find(
  ctx: Context,
  { q, kind, limit = 12 }: { q: string; kind?: SearchKind | undefined; limit?: number | undefined },
): Promise<{ items: Hit[] }> {
  const query = parseQuery(q);
  const kinds = readableKinds(ctx, kind);
  if (query === undefined || kinds.length === 0) return { items: [] };
  if (isShort(query)) return { items: await store.findByHead(ctx, query, kinds, limit) };
  const items = await store.findByText(ctx, query, withContacts(ctx, kinds), limit);
  if (items.length > 0 || !kinds.includes("customer") || !query.words.some(forgives)) return { items };
  return { items: await findDespiteTypo(ctx, query, limit) };
}

/**
 * Ids of the things of a kind that search finds for `q`, as a piece of SQL for `where id in …`: so a list and the global
 * search agree, and a filtered list still takes one statement. Undefined when nothing was typed.
 */
export function idsOf(ctx: Context, kind: SearchKind, q: string | undefined): RawBuilder<unknown> | undefined {
  if (q === undefined || q.trim() === "") return undefined;
  const query = parseQuery(q);
  if (query === undefined) return store.noIds;
  return isShort(query) ? store.idsByHead(query, kind) : store.idsByText(query, withContacts(ctx, [kind]));
}

async function findDespiteTypo(ctx: Context, query: Query, limit: number): Promise<Hit[]> {
  const similar = await store.findSimilarCustomers(ctx, query.words.filter(forgives), withContacts(ctx, ["customer"]));
  return similar
    .filter((entry) => fitsWithTypos(query, entry.text))
    .slice(0, limit)
    .map(({ text: _, ...hit }) => hit);
}

function readableKinds(ctx: Context, kind: SearchKind | undefined): SearchKind[] {
  const kinds = kind === undefined ? (Object.keys(readers) as SearchKind[]) : [kind];
  return kinds.filter((kind) => may(ctx, readers[kind]));
}

/** Customers are searched by their contacts too where the caller may see these. */
function withContacts(ctx: Context, kinds: readonly SearchKind[]): store.StoredKind[] {
  return kinds.map((kind) => (kind === "customer" && may(ctx, "contacts.read") ? "contact" : kind));
}

function inItsTransaction(ctx: Context): void {
  if (!ctx.transactional) throw new Error("A search entry belongs into the transaction of its change");
}
