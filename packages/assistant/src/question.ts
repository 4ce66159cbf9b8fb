/** What is asked: words, who asks in which language, about which vehicle, and what was said before. */

import type { Locale } from "./lexicon/phrases.ts";

/** `technician`: values, pins, test order. `owner`: plain words and what to tell the garage. */
export type Register = "technician" | "owner";

export type Fuel = "petrol" | "diesel" | "hybrid" | "plug_in_hybrid" | "electric" | "lpg" | "other";

/** Who said a field of the vehicle; a decoded one is a suggestion until somebody confirms it. */
export type FieldSource = "owner" | "technician" | "decode";

/** A vehicle as its rows say it; the server builds it from an id, never from a client's words. */
export interface Vehicle {
  id: string | null;
  make: string | null;
  model: string | null;
  year: number | null;
  engine: string | null;
  fuel: Fuel | null;
  gearbox: string | null;
  vin: string | null;
  mileageKm: number | null;
  said: Partial<Record<"make" | "model" | "year" | "engine" | "fuel" | "gearbox", FieldSource>>;
}

/** An earlier turn, rebuilt from the store. Imported turns are shown to people and never given to a model as its own. */
export interface Turn {
  role: "user" | "assistant" | "imported";
  text: string;
}

/** Text read from an attachment: a scan report, words in a picture. */
export interface Attachment {
  id: string;
  name: string;
  text: string;
}

export interface Question {
  text: string;
  register: Register;
  locale: Locale;
  vehicle: Vehicle | null;
  turns: Turn[];
  attachments: Attachment[];
}

/** A vehicle of which only some fields are known. */
export function vehicleOf(known: Partial<Vehicle>): Vehicle {
  return {
    id: null,
    make: null,
    model: null,
    year: null,
    engine: null,
    fuel: null,
    gearbox: null,
    vin: null,
    mileageKm: null,
    said: {},
    ...known,
  };
}

/** "Ford Focus 2016", or what stands for it when nothing is known. What is no name, such as markup, is left out. */
export function nameOf(vehicle: Vehicle | null): string {
  const parts = [vehicle?.make, vehicle?.model, vehicle?.year, vehicle?.engine]
    .map((part) =>
      String(part ?? "")
        .slice(0, 40)
        .replace(/\w+[:=]\S*|[^\p{L}\p{N} .,'’&()+-]+/gu, " ")
        .trim(),
    )
    .filter((part) => part !== "");
  return parts.length > 0 ? parts.join(" ") : "this vehicle";
}

export const isHighVoltage = (vehicle: Vehicle | null) =>
  vehicle?.fuel === "electric" || vehicle?.fuel === "hybrid" || vehicle?.fuel === "plug_in_hybrid";
