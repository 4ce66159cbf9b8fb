import { type Vehicle, vehicleOf } from "@mechanicbuddy/assistant/question";
import { inspectVin } from "@mechanicbuddy/contract/identity-keys";
import { invalidFields, MateRefusal, missing } from "@mechanicbuddy/contract/mate/problem";
import type { MateVehicle, MateVehicleInput } from "@mechanicbuddy/contract/mate/vehicles";
import { newId } from "@mechanicbuddy/platform/id";
import { makeOf } from "@mechanicbuddy/platform/vin/prefixes";
import { regionOf } from "@mechanicbuddy/platform/vin/regions";
import { isNorthAmerican, modelYears, vinWarnings } from "@mechanicbuddy/platform/vin/vin";
import { accountOf, inTransaction, type MateContext } from "../context.ts";
import * as store from "./store.ts";

const KM_PER_MILE = 1.609344;
const named = ["make", "model", "year", "engine", "fuel", "gearbox"] as const;

export const list = (ctx: MateContext): Promise<MateVehicle[]> => inTransaction(ctx, ({ db }) => store.list(db));

export function get(ctx: MateContext, id: string): Promise<MateVehicle> {
  return inTransaction(ctx, async ({ db }) => (await store.find(db, id)) ?? refuse());
}

/** Adds a vehicle. What the VIN says for certain fills empty fields, marked as decoded. */
export function add(ctx: MateContext, input: MateVehicleInput): Promise<MateVehicle> {
  const id = newId();
  const row = completed(ctx, input, {});
  return inTransaction(ctx, async (ctx) => {
    await store.insert(ctx.db, id, accountOf(ctx).userId, row);
    return get(ctx, id);
  });
}

export function update(
  ctx: MateContext,
  id: string,
  { version, ...input }: MateVehicleInput & { version: number },
): Promise<MateVehicle> {
  return inTransaction(ctx, async (ctx) => {
    const before = await get(ctx, id);
    const row = completed(ctx, { ...before, ...input }, before.sources, before);
    if (!(await store.update(ctx.db, id, version, row))) {
      throw new MateRefusal("conflict", "This vehicle was changed in another window.", { current: before });
    }
    return get(ctx, id);
  });
}

export function remove(ctx: MateContext, id: string): Promise<void> {
  return inTransaction(ctx, async ({ db }) => {
    if ((await store.remove(db, id)) === 0) refuse();
  });
}

/** What a VIN says by its shape alone. */
export function decode(vin: string) {
  const facts = inspectVin(vin);
  const { key, kind, checkDigit } = facts;
  const isFull = kind === "full";
  const years = isFull ? modelYears(key, new Date().getUTCFullYear()) : [];
  return {
    vin: key,
    make: isFull ? (makeOf(key) ?? null) : null,
    country: isFull ? (regionOf(key).country ?? null) : null,
    years,
    isCertain: isFull && isNorthAmerican(facts) && checkDigit === "right",
    warnings: vinWarnings(facts).map(({ message }) => message),
  };
}

/** The vehicle as the assistant knows it; null where the account has none of this id. */
export async function known(ctx: MateContext, id: string): Promise<Vehicle | null> {
  const found = await inTransaction(ctx, ({ db }) => store.find(db, id));
  if (found === undefined) return null;
  const { make, model, year, engine, fuel, gearbox, vin, odometer, odometerUnit, sources } = found;
  const mileageKm = odometer === null ? null : Math.round(odometerUnit === "mi" ? odometer * KM_PER_MILE : odometer);
  return vehicleOf({ id, make, model, year, engine, fuel, gearbox, vin, mileageKm, said: sources });
}

function completed(
  { account }: MateContext,
  input: MateVehicleInput,
  sources: MateVehicle["sources"],
  before?: MateVehicle,
): store.Row {
  const { vin = null } = input;
  const read = vin === null ? undefined : decode(vin);
  const who = account?.register ?? "owner";
  const row = {
    label: null,
    engine: null,
    fuel: null,
    gearbox: null,
    odometer: null,
    odometerUnit: "mi" as const,
    notes: null,
    ...input,
    vin,
    make: input.make ?? read?.make ?? null,
    model: input.model ?? null,
    year: input.year ?? (read?.isCertain ? (read.years[0] ?? null) : null),
  };
  if (vin === null && (row.make === null || row.model === null)) {
    throw invalidFields({ make: "Give the make and the model, or the VIN." });
  }
  const told = named.flatMap((field) => {
    if (row[field] === null) return [];
    const wasDecoded = (input[field] ?? null) === null;
    const isSame = before !== undefined && before[field] === row[field];
    return [[field, wasDecoded ? "decode" : isSame ? (sources[field] ?? who) : who] as const];
  });
  return { ...row, sources: Object.fromEntries(told) };
}

function refuse(): never {
  throw missing();
}
