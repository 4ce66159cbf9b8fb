import { type Hit, searchAll, type searchKinds } from "@mechanicbuddy/contract/search";
import type { PaletteGroup, PaletteItem } from "@mechanicbuddy/ui/palette";
import type { RequestEvent } from "@sveltejs/kit";
import { m } from "#lib/paraglide/messages.js";
import { api } from "./api.ts";

type Kind = (typeof searchKinds)[number];

/** Kinds with a page of their own, in the order their groups are shown when equally good. */
const places = {
  vehicle: { heading: m["search.kind.vehicle"], path: "/app/vehicles" },
  customer: { heading: m["search.kind.customer"], path: "/app/customers" },
  work_order: { heading: m["search.kind.order"], path: "/app/work" },
  invoice: { heading: m["search.kind.invoice"], path: "/app/invoices" },
  part: { heading: m["search.kind.part"], path: "/app/parts" },
} satisfies Partial<Record<Kind, { heading: () => string; path: string }>>;

type Place = keyof typeof places;
export const searchPlaces = Object.keys(places) as Place[];

/** `#` looks for numbers, `@` for customers; everything else is searched as it stands. */
const prefixes: Record<string, readonly Place[]> = { "#": ["work_order", "invoice"], "@": ["customer"] };

/** Hits of the words in groups, the group of the best hit first. */
export async function search(
  event: RequestEvent,
  { words, kind, limit }: { words: string; kind?: Place | undefined; limit: number },
): Promise<PaletteGroup[]> {
  const only = prefixes[words.charAt(0)];
  const q = (only ? words.slice(1) : words).trim().slice(0, 100);
  if (q === "") return [];
  const { items } = await api(event)(searchAll, { query: { q, limit, kind: only?.length === 1 ? only[0] : kind } });
  return grouped(items.filter((hit) => only === undefined || only.some((one) => one === hit.kind)));
}

function grouped(hits: readonly Hit[]): PaletteGroup[] {
  const groups = new Map<Place, PaletteItem[]>();
  for (const hit of hits) {
    const place = searchPlaces.find((one) => one === hit.kind);
    if (place === undefined) continue;
    groups.set(place, [...(groups.get(place) ?? []), itemOf(hit, places[place].path)]);
  }
  return [...groups].map(([place, items]) => ({ heading: places[place].heading(), items }));
}

/** A car's title is its plate, if it has one, and what it is: `482 KTR · VW Golf`. */
function itemOf({ kind, id, title, subtitle }: Hit, path: string): PaletteItem {
  const [plate, ...car] = kind === "vehicle" ? title.split(" · ") : [];
  const named = plate !== undefined && car.length > 0 ? { plate, title: car.join(" · ") } : { title };
  return { id, ...named, detail: subtitle ?? undefined, href: `${path}/${id}` };
}
