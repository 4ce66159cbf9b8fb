import type { MateVehicleInput } from "@mechanicbuddy/contract/mate/vehicles";
import type { Sent } from "./submit.ts";

/** The fields of a vehicle as its form sends them; an emptied field is taken away. */
export function vehicleOf(sent: Sent): MateVehicleInput {
  const text = (name: string) => sent.text(name) ?? null;
  return {
    label: text("label"),
    vin: sent.text("vin")?.replace(/[\s-]/g, "").toUpperCase() ?? null,
    make: text("make"),
    model: text("model"),
    year: sent.number("year") ?? null,
    engine: text("engine"),
    // The contract refuses any word the form does not offer.
    fuel: text("fuel") as MateVehicleInput["fuel"],
    gearbox: text("gearbox") as MateVehicleInput["gearbox"],
    odometer: sent.number("odometer") ?? null,
    odometerUnit: sent.text("odometerUnit") === "km" ? "km" : "mi",
    notes: text("notes"),
  };
}
