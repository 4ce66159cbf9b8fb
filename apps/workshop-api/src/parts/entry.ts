import type * as search from "../search/search.ts";
import type { PartState } from "./part.ts";

/** How search finds a part: by code, barcodes and OEM numbers, by name and brand. */
export function entryOf(id: string, part: PartState): search.NewEntry {
  return {
    kind: "part",
    entityId: id,
    title: part.name ?? "",
    subtitle: [part.code, part.brand].filter((text) => text !== null).join(" · ") || null,
    keys: [part.code, ...part.barcodes, ...part.oemNumbers],
    words: [part.name, part.brand],
  };
}
