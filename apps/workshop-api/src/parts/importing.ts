import { createPart } from "@mechanicbuddy/contract/parts";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Context } from "@mechanicbuddy/platform/context";
import { faultsAgainst } from "@mechanicbuddy/platform/http/validation";
import * as audit from "../audit/audit.ts";
import * as search from "../search/search.ts";
import { entryOf } from "./entry.ts";
import { blankPart, faultsOf, type PartState, settled } from "./part.ts";
import * as many from "./store-many.ts";

export type PartInput = Input<typeof createPart>["body"];

/** A part somebody else's list means. */
export interface Known {
  id: string;
  version: number;
  state: PartState;
}

const schemaFaults = faultsAgainst(createPart.options.body);

/** What must be corrected before the part can be saved, one sentence per field. */
export function faultsOfInput(input: PartInput): { field: string; message: string }[] {
  const faults = schemaFaults(input);
  if (faults.length > 0) return faults;
  const found = faultsOf(settled({ ...blankPart("net"), ...input }));
  return Object.entries(found).map(([field, message]) => ({ field, message }));
}

/** Parts by code (in lower case) and by barcode. */
export async function matching(
  ctx: Context,
  keys: { codes: string[]; barcodes: string[] },
): Promise<{ byCode: Map<string, Known>; byBarcode: Map<string, Known> }> {
  const found = await many.matching(ctx, keys);
  const [byCode, byBarcode] = [new Map<string, Known>(), new Map<string, Known>()];
  for (const { id, version, archivedAt: _, ...state } of found) {
    const known = { id, version, state };
    if (state.code !== null) byCode.set(state.code.toLowerCase(), known);
    for (const barcode of state.barcodes) byBarcode.set(barcode, known);
  }
  return { byCode, byBarcode };
}

/** Adds parts whose faults are known to be none, priced in the workshop's mode. Their statements travel together. */
export async function createMany(ctx: Context, parts: readonly { id: string; input: PartInput }[]): Promise<void> {
  if (parts.length === 0) return;
  const priceMode = await many.priceMode(ctx);
  const all = parts.map(({ id, input }) => ({ id, part: settled({ ...blankPart(priceMode), ...input }) }));
  const writing = many.insertMany(ctx, all);
  for (const { id, part } of all) {
    search.index(ctx, entryOf(id, part));
    audit.record(ctx, { action: "part.create", entityKind: "part", entityId: id, after: { ...part } });
  }
  await writing;
}
