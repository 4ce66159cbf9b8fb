import Type, { type Static } from "typebox";
import { nullable, oneOf, TimeAt, text } from "../fields.ts";
import { closed } from "../route.ts";
import { mateRoute } from "./route.ts";

export const mateFuels = ["petrol", "diesel", "hybrid", "plug_in_hybrid", "electric", "lpg", "other"] as const;
export const mateGearboxes = ["manual", "automatic", "other"] as const;

const Id = Type.String({ format: "uuid" });
const params = closed({ id: Id });
const Vin = Type.String({ pattern: "^[A-HJ-NPR-Z0-9]{17}$", message: "A VIN has 17 characters without I, O and Q." });
const Year = Type.Integer({ minimum: 1900, maximum: 2100, message: "Give a year such as 2016." });
const Odometer = Type.Integer({ minimum: 0, maximum: 3_000_000, message: "Give a whole number." });

const fields = {
  label: nullable(text(60)),
  vin: nullable(Vin),
  make: nullable(text(60)),
  model: nullable(text(60)),
  year: nullable(Year),
  engine: nullable(text(60)),
  fuel: nullable(oneOf(mateFuels)),
  gearbox: nullable(oneOf(mateGearboxes)),
  odometer: nullable(Odometer),
  odometerUnit: oneOf(["km", "mi"]),
  notes: nullable(text(2000)),
};

export const MateVehicle = Type.Object({
  id: Id,
  ...fields,
  /** Who said each field: the owner, a technician, or a decoded number that nobody has confirmed. */
  sources: Type.Record(Type.String(), oneOf(["owner", "technician", "decode"])),
  version: Type.Integer(),
  createdAt: TimeAt,
});
export type MateVehicle = Static<typeof MateVehicle>;

const Input = closed(Type.Partial(Type.Object(fields)).properties);
export type MateVehicleInput = Static<typeof Input>;

export const listVehicles = mateRoute("GET", "/api/vehicles", {
  who: "session",
  summary: "The account's vehicles, the newest first",
  reply: { 200: Type.Object({ items: Type.Array(MateVehicle) }) },
});

export const addVehicle = mateRoute("POST", "/api/vehicles", {
  who: "session",
  summary: "Add a vehicle; a VIN, or make and model",
  body: Input,
  reply: { 201: MateVehicle },
});

export const decodeVehicle = mateRoute("GET", "/api/vehicles/decode", {
  who: "session",
  summary: "What a VIN says by its shape, offline; candidates are said to be candidates",
  query: closed({ vin: Type.String({ minLength: 1, maxLength: 40 }) }),
  reply: {
    200: Type.Object({
      vin: Type.String(),
      make: nullable(Type.String()),
      country: nullable(Type.String()),
      years: Type.Array(Type.Integer()),
      isCertain: Type.Boolean(),
      warnings: Type.Array(Type.String()),
    }),
  },
});

export const getVehicle = mateRoute("GET", "/api/vehicles/:id", {
  who: "session",
  summary: "One vehicle",
  params,
  reply: { 200: MateVehicle },
});

export const updateVehicle = mateRoute("PUT", "/api/vehicles/:id", {
  who: "session",
  summary: "Change a vehicle; an older version is refused",
  params,
  body: closed({ version: Type.Integer(), ...Input.properties }),
  reply: { 200: MateVehicle },
});

export const deleteVehicle = mateRoute("DELETE", "/api/vehicles/:id", {
  who: "session",
  summary: "Delete a vehicle; what was asked about it stays",
  params,
  reply: { 200: Type.Object({ success: Type.Literal(true) }) },
});
