import { decodeVin, type VehicleInput } from "@mechanicbuddy/contract/vehicles";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";
import type { FormReader } from "./form-reader.ts";

/** What the vehicle form says. */
export function vehicleFrom(form: FormReader): VehicleInput {
  const side = form.text("steeringSide");
  return {
    plate: form.nullable("plate"),
    vin: form.nullable("vin"),
    make: form.nullable("make"),
    model: form.nullable("model"),
    modelYear: form.integer("modelYear") ?? null,
    engine: form.nullable("engine"),
    fuel: form.nullable("fuel"),
    transmission: form.nullable("transmission"),
    colour: form.nullable("colour"),
    tyreSizes: form.nullable("tyreSizes"),
    series: form.nullable("series"),
    firstRegisteredOn: form.nullable("firstRegisteredOn"),
    body: form.nullable("body"),
    engineCode: form.nullable("engineCode"),
    displacementCcm: form.integer("displacementCcm") ?? null,
    powerKw: form.integer("powerKw") ?? null,
    drive: form.nullable("drive"),
    steeringSide: side === "left" || side === "right" ? side : null,
    region: form.nullable("region"),
    plateCountry: form.nullable("plateCountry")?.toUpperCase() ?? null,
    externalId: form.nullable("externalId"),
    note: form.nullable("note"),
  };
}

/** What a VIN says that the form has a field for. */
export async function decodedFacts(event: RequestEvent, vin: string) {
  const { make, model, modelYear, engine, fuel, transmission } = await api(event)(decodeVin, { params: { vin } });
  return { make, model, modelYear, engine, fuel, transmission };
}

/** Fills what is empty from the VIN; what somebody typed stays. */
export async function withDecoded(event: RequestEvent, input: VehicleInput): Promise<VehicleInput> {
  if (!input.vin || input.make) return input;
  const decoded = await decodedFacts(event, input.vin);
  const missing = Object.entries(decoded).filter(
    ([key, value]) => value !== undefined && !input[key as keyof VehicleInput],
  );
  return { ...input, ...Object.fromEntries(missing) };
}

const kinds = ["service", "inspection", "tyres", "other"] as const;

/** What the form of a due item says. */
export function dueItemFrom(form: FormReader) {
  return {
    title: form.text("title"),
    kind: kinds.find((kind) => kind === form.text("kind")) ?? "other",
    dueOn: form.nullable("dueOn"),
    dueOdometer: form.integer("dueOdometer") ?? null,
    everyMonths: form.integer("everyMonths") ?? null,
    everyDistance: form.integer("everyDistance") ?? null,
    lastDoneOn: form.nullable("lastDoneOn"),
    lastDoneOdometer: form.integer("lastDoneOdometer") ?? null,
  };
}
