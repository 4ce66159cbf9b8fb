import { inspectVin, plateKey, vinKey } from "@mechanicbuddy/contract/identity-keys";
import type { Warning } from "@mechanicbuddy/contract/problem";
import type { Vehicle, VehicleInput } from "@mechanicbuddy/contract/vehicles";
import { vinWarnings } from "@mechanicbuddy/platform/vin/vin";
import type { NewEntry } from "../search/search.ts";

/** Everything people write about a vehicle, nothing left out. */
export type VehicleState = Required<VehicleInput>;

const FIRST_CAR = 1886;
const PLATE_LENGTH = 16;
const VIN_LENGTH = 17;

export const blankVehicle: VehicleState = {
  plate: null,
  plateCountry: null,
  vin: null,
  make: null,
  model: null,
  series: null,
  modelYear: null,
  firstRegisteredOn: null,
  body: null,
  engine: null,
  engineCode: null,
  displacementCcm: null,
  powerKw: null,
  fuel: null,
  transmission: null,
  drive: null,
  steeringSide: null,
  region: null,
  colour: null,
  tyreSizes: null,
  note: null,
  externalId: null,
};

/** The vehicle as it is kept: plate and VIN in upper case, a full VIN without separators. */
export function tidy(vehicle: VehicleState): VehicleState {
  const { plate, vin } = vehicle;
  const key = vinKey(vin ?? "");
  const keptVin = key.length === VIN_LENGTH ? key : (vin?.toUpperCase() ?? null);
  return { ...vehicle, plate: plate?.toUpperCase() ?? null, vin: keptVin };
}

/** What must be corrected before saving, one sentence per field. A VIN that only looks odd is no fault. */
export function faultsOf({ plate, vin, make, model, modelYear }: VehicleState, thisYear: number) {
  const faults: Record<string, string> = {};
  if (plate === null && vin === null && (make === null || model === null)) {
    faults.plate = "Enter the plate, the VIN, or make and model.";
  }
  if (plate !== null && (plateKey(plate) === "" || plate.length > PLATE_LENGTH)) {
    faults.plate = `Enter the plate's letters and digits, at most ${PLATE_LENGTH}.`;
  }
  if (vin !== null && (vinKey(vin).length < 5 || vin.length > VIN_LENGTH)) {
    faults.vin = `A VIN has ${VIN_LENGTH} characters, a chassis number at least 5.`;
  }
  if (modelYear !== null && (modelYear < FIRST_CAR || modelYear > thisYear + 1)) {
    faults.modelYear = `Enter a year from ${FIRST_CAR} to ${thisYear + 1}.`;
  }
  return faults;
}

export interface Keys {
  plate: string | null;
  vin: string | null;
}

/** By what a vehicle is recognised, however it was typed. */
export function keysOf({ plate, vin }: Pick<VehicleState, "plate" | "vin">): Keys {
  return { plate: plate === null ? null : plateKey(plate), vin: vin === null ? null : vinKey(vin) };
}

/** A live vehicle that carries the same plate or VIN. */
export interface Namesake {
  id: string;
  label: string;
  plate: string | null;
  sameVin: boolean;
}

/** Worth a look before saving: an odd VIN, a plate that another car carries. Only what is new is asked about. */
export function oddities(vehicle: VehicleState, before: Keys, namesakes: readonly Namesake[]): Warning[] {
  const { vin, plate } = vehicle;
  const odd: Warning[] = vin === null || vinKey(vin) === before.vin ? [] : vinWarnings(inspectVin(vin));
  const twin = namesakes.find((other) => !other.sameVin);
  if (twin !== undefined) odd.push({ code: "duplicate_plate", message: `${twin.label} carries ${plate} too.` });
  return odd;
}

/** A vehicle as people write it. */
export function stateOf(vehicle: Vehicle): VehicleState {
  return Object.fromEntries(
    Object.keys(blankVehicle).map((key) => [key, vehicle[key as keyof VehicleState]]),
  ) as VehicleState;
}

/** How search finds a vehicle: by plate, former plates and VIN, by what it is, and by who owns it. */
export function entryOf(
  id: string,
  { plate, vin, make, model, series, modelYear, externalId }: VehicleState,
  { ownerName, formerPlates }: { ownerName: string | undefined; formerPlates: readonly string[] },
): NewEntry {
  const called = [make, model, series, modelYear].filter((part) => part !== null).join(" ");
  return {
    kind: "vehicle",
    entityId: id,
    title: [plate, called].filter(Boolean).join(" · ") || (vin ?? ""),
    subtitle: ownerName,
    keys: [plate, vin, externalId, ...formerPlates],
    words: [called, ownerName],
  };
}
