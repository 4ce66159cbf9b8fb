import { listParts, listStorages } from "@mechanicbuddy/contract/parts";
import { formats } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

/** Sums and quantities are written here, so that the list loads no script for them. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  const storageId = searchParams.get("storageId") || undefined;
  const view = searchParams.get("view");
  const [low, archived] = [view === "low", view === "archived"];
  const query = { q, cursor, storageId, low: low || undefined, archived: archived || undefined };
  const call = api(event);
  const [me, { items, nextCursor }, storages] = await Promise.all([
    event.locals.me(),
    call(listParts, { query }),
    call(listStorages),
  ]);
  const f = formats(me.workshop);
  const parts = items.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    low: row.belowReorder,
    storage: row.storage,
    hand: f.number(row.onHand),
    reserved: f.number(row.reserved),
    free: f.number(row.available),
    price: row.salePriceCents == null ? undefined : f.amount(row.salePriceCents),
    margin: row.marginPercent == null ? undefined : f.number(row.marginPercent),
  }));
  const options = storages.items.filter((one) => one.archivedAt === null || one.id === storageId);
  return {
    q,
    low,
    archived,
    filtered: q !== undefined || storageId !== undefined,
    parts,
    nextCursor,
    csv: csvHref("parts", query),
    storages: options.map(({ id, name }) => ({ value: id, label: name })),
  };
};
