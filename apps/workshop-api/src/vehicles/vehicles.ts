import { vinKey } from "@mechanicbuddy/contract/identity-keys";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type {
  DeclinedJob,
  DecodedVin,
  listVehicleHistory,
  listVehicles,
  updateVehicle,
  Vehicle,
  VehicleInput,
} from "@mechanicbuddy/contract/vehicles";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { newId } from "@mechanicbuddy/platform/id";
import { knownModels } from "@mechanicbuddy/platform/vin/models";
import { KNOWN_MAKES } from "@mechanicbuddy/platform/vin/prefixes";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";
import * as customers from "../customers/customers.ts";
import * as files from "../files/files.ts";
import * as search from "../search/search.ts";
import { decodeVin } from "../vin/decode.ts";
import { unlessAccepted } from "../warnings.ts";
import * as store from "./store.ts";
import * as lists from "./store-lists.ts";
import {
  blankVehicle,
  entryOf,
  faultsOf,
  type Keys,
  keysOf,
  oddities,
  stateOf,
  tidy,
  type VehicleState,
} from "./vehicle.ts";

export { noteDone } from "./due-items.ts";
export {
  createMany,
  faultsOfInput,
  type Known as KnownVehicle,
  keysOfInput,
  matching,
  type NewVehicle,
} from "./importing.ts";
export { changeOwner, ownerOf } from "./ownership.ts";
export { addReading } from "./readings.ts";

/** People put names into notes; an erase takes them out of the log. */
const personal = ["note"];

export async function get(ctx: Context, id: string): Promise<Vehicle> {
  const vehicle = await store.find(ctx, id);
  if (vehicle === undefined) throw notFound();
  return vehicle;
}

/** What an order needs to know about its vehicle. Refuses `field` of the request when there is no such vehicle. */
export async function mustExist(ctx: Context, id: string, field: string): Promise<store.Known> {
  const known = await store.findKnown(ctx, id);
  if (known === undefined) throw invalid({ [field]: "This vehicle does not exist any more. Choose another." });
  return known;
}

/** Adds a vehicle, with its owner from today on if known. A VIN that is already here is refused, naming its vehicle. */
export function create(
  ctx: Context,
  input: VehicleInput,
  { ownerId, acceptWarnings }: { ownerId?: string | undefined; acceptWarnings?: readonly string[] | undefined } = {},
): Promise<Vehicle> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const state = settled(ctx, { ...blankVehicle, ...input });
    const [owner] = await Promise.all([
      ownerId === undefined ? undefined : customers.mustExist(ctx, ownerId, "ownerId"),
      refuseTwins(ctx, id, state, { plate: null, vin: null }, acceptWarnings),
    ]);
    const writing = store.insert(ctx, id, state, ownerId);
    audit.record(ctx, {
      action: "vehicle.create",
      entityKind: "vehicle",
      entityId: id,
      after: { ...state, ownerId },
      personal,
    });
    return save(ctx, { id, state, ownerName: owner?.name, formerPlates: [] }, writing);
  });
}

/** Changes, archives or restores a vehicle. Fields that are left out stay as they are; a former plate is remembered. */
export function update(
  ctx: Context,
  id: string,
  { version, archived, acceptWarnings, ...fields }: Input<typeof updateVehicle>["body"],
): Promise<Vehicle> {
  return inTransaction(ctx, async (ctx) => {
    const row = await store.lock(ctx, id);
    if (row === undefined) throw notFound();
    if (row.version !== version) {
      throw new Refusal("conflict", `Somebody changed ${row.label} in the meantime.`, { current: row });
    }
    const before = stateOf(row);
    const state = settled(ctx, { ...before, ...fields });
    const archivedAt = archived === undefined ? row.archivedAt : archived ? ctx.now().toISOString() : null;
    const isRestored = row.archivedAt !== null && archivedAt === null;
    await refuseTwins(ctx, id, state, isRestored ? { plate: null, vin: null } : keysOf(before), acceptWarnings);
    const formerPlate = keysOf(before).plate === keysOf(state).plate ? null : before.plate;
    const writing = store.update(ctx, id, state, { archivedAt, formerPlate });
    audit.record(ctx, {
      action: "vehicle.update",
      entityKind: "vehicle",
      entityId: id,
      before: { ...before, archivedAt: row.archivedAt },
      after: { ...state, archivedAt },
      personal,
    });
    const known = platesOf(row);
    const formerPlates = formerPlate === null ? known : [...known, formerPlate];
    return save(ctx, { id, state, ownerName: row.owner?.name, formerPlates }, writing);
  });
}

/** Deletes a vehicle that has no orders; any other can be archived. Its readings and due items go with it. */
export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    // The lock makes a new order wait, so what is counted after it is all there is.
    const [row, usage] = await Promise.all([store.lock(ctx, id), store.usageOf(ctx, id)]);
    if (row === undefined) throw notFound();
    if (usage.orders > 0) {
      const orders = usage.orders === 1 ? "1 order" : `${usage.orders} orders`;
      throw new Refusal("in_use", `${orders}. Archive instead?`, { usedIn: usage.usedIn });
    }
    audit.record(ctx, {
      action: "vehicle.delete",
      entityKind: "vehicle",
      entityId: id,
      before: stateOf(row),
      personal,
    });
    search.forget(ctx, "vehicle", id);
    await store.remove(ctx, id);
  });
}

/** A page of vehicles, newest first. `q` finds what the global search finds. */
export async function list(ctx: Context, query: Input<typeof listVehicles>["query"]) {
  const { limit = 25, cursor, q } = query;
  const filter = { ...query, ids: search.idsOf(ctx, "vehicle", q) };
  const [found, total] = await Promise.all([
    lists.page(ctx, filter, { after: positionOf<lists.Position>(cursor), limit }),
    query.total ? lists.count(ctx, filter) : undefined,
  ]);
  const page = paged(found, limit);
  return total === undefined ? page : { ...page, total };
}

/** Makes people may mean: those the VIN decoder knows, and those already used. */
export async function makes(ctx: Context): Promise<{ items: string[] }> {
  const used = await lists.usedMakes(ctx);
  const items = [...new Set([...KNOWN_MAKES, ...used])];
  return { items: items.sort((a, b) => a.localeCompare(b, "en")) };
}

/** Models of a make people may mean: common ones, and those already used. */
export async function models(ctx: Context, make: string): Promise<{ items: string[] }> {
  const used = await lists.usedModels(ctx, make);
  const items = [...new Set([...knownModels(make), ...used])];
  return { items: items.sort((a, b) => a.localeCompare(b, "en", { numeric: true })) };
}

export { addWork, type ImportedWork, knownWork, removeWork, workKey } from "./imported-work.ts";

/** What a VIN says by itself. An odd one gives warnings and fewer facts. */
export async function decode(vin: string): Promise<DecodedVin> {
  return { vin: vinKey(vin), ...(await decodeVin(vin)) };
}

/** Finished jobs of a vehicle, newest first, whoever owned it then. */
export async function history(ctx: Context, id: string, query: Input<typeof listVehicleHistory>["query"]) {
  const { limit = 25, cursor } = query;
  const [exists, found] = await Promise.all([
    store.exists(ctx, id),
    lists.finishedJobs(ctx, id, { after: positionOf<lists.Position>(cursor), limit }),
  ]);
  if (!exists) throw notFound();
  const photo = (one: lists.StoredPhoto) => ({ ...one, addresses: files.addressesOf(ctx, one.id) });
  return paged(
    found.map((entry) => ({ ...entry, photos: entry.photos.map(photo) })),
    limit,
  );
}

/** Work the customer said no to and nobody quoted again since: what to mention when the car is back. */
export async function declined(ctx: Context, id: string): Promise<{ items: DeclinedJob[] }> {
  const [exists, items] = await Promise.all([store.exists(ctx, id), lists.declinedJobs(ctx, id)]);
  if (!exists) throw notFound();
  return { items };
}

const platesOf = ({ formerPlates }: Vehicle) => formerPlates.map(({ plate }) => plate);

interface Saving {
  id: string;
  state: VehicleState;
  ownerName: string | undefined;
  formerPlates: string[];
}

export const searchSource: search.Source = {
  kind: "vehicle",
  things: sql`vehicles`,
  reindex: async (ctx, id) => {
    const row = await store.lock(ctx, id);
    if (row === undefined) return;
    const known = { ownerName: row.owner?.name, formerPlates: platesOf(row) };
    search.index(ctx, { ...entryOf(id, stateOf(row), known), isRebuilt: true });
  },
};

/** Indexes and reads back in one round trip with the writing. */
async function save(ctx: Context, { id, state, ...known }: Saving, writing: Promise<void>): Promise<Vehicle> {
  search.index(ctx, entryOf(id, state, known));
  const reading = store.find(ctx, id);
  // When the writing fails so does the reading, but only the first says why.
  reading.catch(() => undefined);
  await writing.catch(refuseTaken);
  return (await reading) as Vehicle;
}

function refuseTaken(error: { constraint?: string }): never {
  if (error.constraint === "vehicles_external_id_key") {
    throw invalid({ externalId: "Another vehicle has this number. Check it, or leave it out." });
  }
  if (error.constraint === "vehicles_vin") {
    throw new Refusal("conflict", "Another vehicle got this VIN a moment ago. Open it and change the owner.");
  }
  throw error;
}

/** Refuses a VIN that another live vehicle has, and asks about whatever else looks odd. What was there before is not asked again. */
async function refuseTwins(
  ctx: Context,
  id: string,
  state: VehicleState,
  before: Keys,
  acceptWarnings: readonly string[] | undefined,
): Promise<void> {
  const keys = keysOf(state);
  const fresh = {
    plate: keys.plate === before.plate ? null : keys.plate,
    vin: keys.vin === before.vin ? null : keys.vin,
  };
  if (fresh.plate === null && fresh.vin === null) return;
  const namesakes = await store.findNamesakes(ctx, id, fresh);
  const twin = namesakes.find((other) => other.sameVin);
  if (twin !== undefined) {
    const named = [twin.plate, twin.label]
      .filter((text, i, all) => text !== null && all.indexOf(text) === i)
      .join(", ");
    throw new Refusal("conflict", `This VIN belongs to ${named}. Open it and change the owner.`, {
      current: { id: twin.id, label: twin.label, plate: twin.plate },
    });
  }
  unlessAccepted(ctx, oddities(state, before, namesakes), acceptWarnings, { kind: "vehicle", id });
}

/** Refuses what must be corrected; brings plate and VIN into the form they are kept in. */
function settled(ctx: Context, vehicle: VehicleState): VehicleState {
  const state = tidy(vehicle);
  const faults = faultsOf(state, ctx.now().getUTCFullYear());
  if (Object.keys(faults).length > 0) throw invalid(faults);
  return state;
}

function paged<Row extends { position: string; rowId: string }>(found: Row[], limit: number) {
  return pageOf(
    found,
    limit,
    (row) => cursorOf({ at: row.position, id: row.rowId }),
    ({ position, rowId, ...item }) => item,
  );
}
