import { type Vehicle, VehicleInput } from "@mechanicbuddy/contract/vehicles";
import type { Context } from "@mechanicbuddy/platform/context";
import { faultsAgainst } from "@mechanicbuddy/platform/http/validation";
import * as audit from "../audit/audit.ts";
import * as search from "../search/search.ts";
import * as many from "./store-many.ts";
import { blankVehicle, entryOf, faultsOf, keysOf, stateOf, tidy, type VehicleState } from "./vehicle.ts";

/** A vehicle somebody else's list means. */
export interface Known {
  id: string;
  version: number;
  state: VehicleState;
  hasOwner: boolean;
}

const schemaFaults = faultsAgainst(VehicleInput);

/** What must be corrected before the vehicle can be saved, one sentence per field. */
export function faultsOfInput(ctx: Context, input: VehicleInput): { field: string; message: string }[] {
  const faults = schemaFaults(input);
  if (faults.length > 0) return faults;
  const found = faultsOf(tidy({ ...blankVehicle, ...input }), ctx.now().getUTCFullYear());
  return Object.entries(found).map(([field, message]) => ({ field, message }));
}

/** Plate and VIN as they are compared. */
export const keysOfInput = (input: VehicleInput) => keysOf(tidy({ ...blankVehicle, ...input }));

/** Live vehicles by their number elsewhere, VIN or plate; several where a plate is carried twice. */
export async function matching(
  ctx: Context,
  keys: { externalIds: string[]; vins: string[]; plates: string[] },
): Promise<{ byExternalId: Map<string, Known>; byVin: Map<string, Known>; byPlate: Map<string, Known[]> }> {
  const found = await many.matching(ctx, keys);
  const [byExternalId, byVin, byPlate] = [
    new Map<string, Known>(),
    new Map<string, Known>(),
    new Map<string, Known[]>(),
  ];
  for (const row of found) {
    const state = stateOf(row as Vehicle);
    const known = { id: row.id, version: row.version, state, hasOwner: row.owner !== null };
    const { plate, vin } = keysOf(state);
    if (state.externalId !== null) byExternalId.set(state.externalId, known);
    if (vin !== null) byVin.set(vin, known);
    if (plate !== null) byPlate.set(plate, [...(byPlate.get(plate) ?? []), known]);
  }
  return { byExternalId, byVin, byPlate };
}

export interface NewVehicle {
  id: string;
  input: VehicleInput;
  owner: { id: string; name: string } | undefined;
  /** In the workshop's unit. */
  odometer: number | undefined;
}

/** Adds vehicles whose faults are known to be none, with owners and readings. Their statements travel together. */
export async function createMany(ctx: Context, vehicles: readonly NewVehicle[]): Promise<void> {
  if (vehicles.length === 0) return;
  const all = vehicles.map(({ input, ...rest }) => ({ ...rest, state: tidy({ ...blankVehicle, ...input }) }));
  const writing = many.insertMany(ctx, all);
  for (const { id, state, owner } of all) {
    search.index(ctx, entryOf(id, state, { ownerName: owner?.name, formerPlates: [] }));
    const after = { ...state, ownerId: owner?.id };
    audit.record(ctx, { action: "vehicle.create", entityKind: "vehicle", entityId: id, after });
  }
  await writing;
}
