import type { Vehicle } from "@mechanicbuddy/contract/vehicles";
import type { times } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";

/** What is known of a vehicle, each with its name; what is not known is left out. */
export function factsOf(vehicle: Vehicle, f: ReturnType<typeof times>): { label: string; value: string }[] {
  const sides = { left: m["vehicles.steeringSide.left"], right: m["vehicles.steeringSide.right"] };
  const facts: [() => string, string | number | null][] = [
    [m["vehicles.vin.label"], vehicle.vin],
    [m["vehicles.make.label"], vehicle.make],
    [m["vehicles.model.label"], vehicle.model],
    [m["vehicles.series.label"], vehicle.series],
    [m["vehicles.modelYear.label"], vehicle.modelYear],
    [m["vehicles.firstRegisteredOn.label"], vehicle.firstRegisteredOn && f.date(vehicle.firstRegisteredOn)],
    [m["vehicles.body.label"], vehicle.body],
    [m["vehicles.engine.label"], vehicle.engine],
    [m["vehicles.engineCode.label"], vehicle.engineCode],
    [m["vehicles.displacementCcm.label"], vehicle.displacementCcm],
    [m["vehicles.powerKw.label"], vehicle.powerKw],
    [m["vehicles.fuel.label"], vehicle.fuel],
    [m["vehicles.transmission.label"], vehicle.transmission],
    [m["vehicles.drive.label"], vehicle.drive],
    [m["vehicles.steeringSide.label"], vehicle.steeringSide && sides[vehicle.steeringSide]()],
    [m["vehicles.region.label"], vehicle.region],
    [m["vehicles.colour.label"], vehicle.colour],
    [m["vehicles.tyreSizes.label"], vehicle.tyreSizes],
    [m["vehicles.plateCountry.label"], vehicle.plateCountry],
    [m["vehicles.externalId.label"], vehicle.externalId],
    [m["vehicles.note.label"], vehicle.note],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label: label(), value: String(value) }]));
}
