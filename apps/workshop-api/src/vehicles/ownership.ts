import { invalid, notFound } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { changeOwner as changeOwnerRoute, Owner, Vehicle } from "@mechanicbuddy/contract/vehicles";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import * as audit from "../audit/audit.ts";
import * as customers from "../customers/customers.ts";
import * as search from "../search/search.ts";
import * as store from "./store.ts";
import * as upkeep from "./store-upkeep.ts";
import { entryOf, stateOf } from "./vehicle.ts";

/** Who owns the vehicle now; undefined when nobody is known. */
export async function ownerOf(ctx: Context, vehicleId: string): Promise<{ id: string; name: string } | undefined> {
  const { id, name } = await store.ownerNow(ctx, vehicleId);
  return id === null || name === null ? undefined : { id, name };
}

/** Closes the current ownership and opens the next on a date, today unless said. Orders stay with whom they were made for. */
export function changeOwner(
  ctx: Context,
  vehicleId: string,
  { customerId, fromOn }: Input<typeof changeOwnerRoute>["body"],
): Promise<Vehicle> {
  return inTransaction(ctx, async (ctx) => {
    const [row, next, current] = await Promise.all([
      store.lock(ctx, vehicleId),
      customers.mustExist(ctx, customerId, "customerId"),
      store.ownerNow(ctx, vehicleId),
    ]);
    if (row === undefined) throw notFound();
    const from = fromOn ?? current.today;
    refuseDate(from, current);
    if (next.id === current.id) throw invalid({ customerId: `${next.name} is the owner already.` });
    const writing = [store.closeOwnership(ctx, vehicleId, from), store.openOwnership(ctx, vehicleId, next.id, from)];
    const formerPlates = row.formerPlates.map(({ plate }) => plate);
    search.index(ctx, entryOf(vehicleId, stateOf(row), { ownerName: next.name, formerPlates }));
    audit.record(ctx, {
      action: "vehicle.change_owner",
      entityKind: "vehicle",
      entityId: vehicleId,
      before: { ownerId: current.id, fromOn: current.fromOn },
      after: { ownerId: next.id, fromOn: from },
    });
    const [changed] = await Promise.all([store.find(ctx, vehicleId), ...writing]);
    return changed as Vehicle;
  });
}

function refuseDate(from: string, current: store.OwnerNow): void {
  if (from > current.today) throw invalid({ fromOn: "The date lies ahead. Enter today or an earlier date." });
  if (current.fromOn !== null && from < current.fromOn) {
    throw invalid({ fromOn: `${current.name} has owned it since ${current.fromOn}. Enter that date or a later one.` });
  }
}

/** Owners, drivers and payers, newest first. */
export async function owners(ctx: Context, vehicleId: string): Promise<{ items: Owner[] }> {
  const [exists, items] = await Promise.all([store.exists(ctx, vehicleId), upkeep.ownersOf(ctx, vehicleId)]);
  if (!exists) throw notFound();
  return { items };
}
