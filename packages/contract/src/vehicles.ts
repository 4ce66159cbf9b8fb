import Type, { type Static } from "typebox";
import { AcceptWarnings, Cents, DateOn, Id, nullable, oneOf, shownWith, TimeAt, text, Version } from "./fields.ts";
import { ShownPicture } from "./files.ts";
import { listQuery, page } from "./list.ts";
import { closed, empty, route } from "./route.ts";

const Odometer = Type.Integer({ minimum: 0, maximum: 9_999_999, message: "Enter the reading as a whole number." });

const vehicleFields = {
  plate: nullable(text(16)),
  plateCountry: nullable(
    Type.String({ pattern: "^[A-Z]{1,3}$", message: "Enter the letters of the country, such as D or EST." }),
  ),
  /** Full VIN or a chassis number of 5 to 17 characters. */
  vin: nullable(
    Type.String({ minLength: 5, maxLength: 25, message: "A VIN has 17 characters, a chassis number at least 5." }),
  ),
  make: nullable(text(60)),
  model: nullable(text(80)),
  series: nullable(text(80)),
  /** 1886 to next year. */
  modelYear: nullable(Type.Integer()),
  firstRegisteredOn: nullable(DateOn),
  body: nullable(text(40)),
  engine: nullable(text(80)),
  engineCode: nullable(text(40)),
  displacementCcm: nullable(Type.Integer({ minimum: 1, maximum: 100_000 })),
  powerKw: nullable(Type.Integer({ minimum: 1, maximum: 10_000 })),
  fuel: nullable(text(40)),
  transmission: nullable(text(40)),
  drive: nullable(text(40)),
  steeringSide: nullable(oneOf(["left", "right"])),
  region: nullable(text(40)),
  colour: nullable(text(40)),
  tyreSizes: nullable(text(80)),
  note: nullable(text(4000)),
  externalId: nullable(text(80)),
};

/** Everything a form may send; one of plate, VIN, or make and model is needed. */
export const VehicleInput = closed(Type.Partial(Type.Object(vehicleFields)).properties);
export type VehicleInput = Static<typeof VehicleInput>;

export const Owner = Type.Object({
  customerId: Id,
  name: Type.String(),
  relation: oneOf(["owner", "driver", "payer"]),
  fromOn: DateOn,
  untilOn: nullable(DateOn),
});
export type Owner = Static<typeof Owner>;

export const Vehicle = Type.Object({
  id: Id,
  version: Version,
  /** "VW Golf VII 2016": for headings and lists. */
  label: Type.String(),
  ...vehicleFields,
  owner: nullable(Type.Object({ id: Id, name: Type.String() })),
  odometer: nullable(Type.Object({ value: Type.Integer(), unit: oneOf(["km", "mi"]), readAt: TimeAt })),
  /** Plates it carried before, newest first; search finds it by them. */
  formerPlates: Type.Array(Type.Object({ plate: Type.String(), untilOn: DateOn })),
  archivedAt: nullable(TimeAt),
});
export type Vehicle = Static<typeof Vehicle>;

export const VehicleRow = Type.Object({
  id: Id,
  plate: nullable(Type.String()),
  label: Type.String(),
  vin: nullable(Type.String()),
  owner: nullable(Type.Object({ id: Id, name: Type.String() })),
  lastVisitAt: nullable(TimeAt),
  nextDueOn: nullable(DateOn),
});
export type VehicleRow = Static<typeof VehicleRow>;

export const listVehicles = route("GET", "/api/vehicles", {
  permission: "vehicles.read",
  summary: "Vehicles",
  query: listQuery(["-created"], {
    customerId: Type.Optional(Id),
    make: Type.Optional(Type.String({ maxLength: 60 })),
    dueBefore: Type.Optional(DateOn),
    archived: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: page(VehicleRow) },
});

export const createVehicle = route("POST", "/api/vehicles", {
  beginsNew: true,
  permission: "vehicles.write",
  summary: "Add a vehicle, with its owner if known",
  body: closed({ ...VehicleInput.properties, ownerId: Type.Optional(Id), acceptWarnings: AcceptWarnings }),
  reply: { 201: Vehicle },
  errors: ["invalid", "conflict"],
});

export const getVehicle = route("GET", "/api/vehicles/:id", {
  permission: "vehicles.read",
  summary: "One vehicle",
  reply: { 200: Vehicle },
  errors: ["not_found"],
});

export const updateVehicle = route("PATCH", "/api/vehicles/:id", {
  permission: "vehicles.write",
  summary: "Change, archive or restore a vehicle",
  body: closed({
    ...VehicleInput.properties,
    version: Version,
    archived: Type.Optional(Type.Boolean()),
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 200: Vehicle },
  errors: ["not_found", "conflict", "invalid"],
});

export const deleteVehicle = route("DELETE", "/api/vehicles/:id", {
  permission: "vehicles.write",
  summary: "Delete a vehicle nothing refers to",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});

export const DecodedVin = Type.Object({
  /** Upper case, without separators. */
  vin: Type.String(),
  /** Where it was built, such as "North America", and by which country (ISO 3166-1) the prefix was given out. */
  region: Type.Optional(Type.String()),
  country: Type.Optional(Type.String()),
  /** `vpic` where the American database added something to what the prefix tells. */
  source: oneOf(["prefix", "vpic"]),
  make: Type.Optional(Type.String()),
  model: Type.Optional(Type.String()),
  series: Type.Optional(Type.String()),
  modelYear: Type.Optional(Type.Integer()),
  body: Type.Optional(Type.String()),
  engine: Type.Optional(Type.String()),
  fuel: Type.Optional(Type.String()),
  displacementCcm: Type.Optional(Type.Integer()),
  powerKw: Type.Optional(Type.Integer()),
  drive: Type.Optional(Type.String()),
  transmission: Type.Optional(Type.String()),
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
});
export type DecodedVin = Static<typeof DecodedVin>;

export const decodeVin = route("GET", "/api/vin/:vin", {
  permission: "vehicles.read",
  summary: "What a VIN says, offline; never refuses an odd one",
  reply: { 200: DecodedVin },
});

export const listMakes = route("GET", "/api/makes", {
  permission: "vehicles.read",
  summary: "Known makes and those already used",
  reply: { 200: Type.Object({ items: Type.Array(Type.String()) }) },
});

export const listModels = route("GET", "/api/models", {
  permission: "vehicles.read",
  summary: "Known models of a make and those already used",
  query: closed({ make: text(60) }),
  reply: { 200: Type.Object({ items: Type.Array(Type.String()) }) },
});

export const HistoryEntry = Type.Object({
  /** Of the job, or of the imported entry. */
  id: Id,
  /** Null where the entry was imported, as the number of the order. */
  workOrderId: nullable(Id),
  number: nullable(Type.Integer()),
  /** Order or invoice in the program it was imported from. */
  reference: nullable(Type.String()),
  at: TimeAt,
  odometer: nullable(Type.Integer()),
  title: Type.String(),
  cause: nullable(Type.String()),
  correction: nullable(Type.String()),
  parts: Type.Array(Type.String()),
  photos: Type.Array(ShownPicture),
});
export type HistoryEntry = Static<typeof HistoryEntry>;

export const listVehicleHistory = route("GET", "/api/vehicles/:id/history", {
  permission: "vehicles.read",
  summary: "Finished jobs and imported history, newest first",
  query: closed({
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
  }),
  reply: { 200: page(HistoryEntry) },
  errors: ["not_found"],
});

export const DeclinedJob = Type.Object({
  jobId: Id,
  workOrderId: Id,
  number: Type.Integer(),
  title: Type.String(),
  declinedAt: TimeAt,
  comment: nullable(Type.String()),
  totalCents: shownWith("prices.read", Cents),
});
export type DeclinedJob = Static<typeof DeclinedJob>;

export const listDeclinedWork = route("GET", "/api/vehicles/:id/declined", {
  permission: "vehicles.read",
  summary: "Declined work that was not quoted again",
  reply: { 200: Type.Object({ items: Type.Array(DeclinedJob) }) },
  errors: ["not_found"],
});

export const Reading = Type.Object({
  id: Id,
  value: Type.Integer(),
  unit: oneOf(["km", "mi"]),
  readAt: TimeAt,
  source: Type.String(),
  warningReason: nullable(Type.String()),
});
export type Reading = Static<typeof Reading>;

export const listReadings = route("GET", "/api/vehicles/:id/readings", {
  permission: "vehicles.read",
  summary: "Odometer readings, newest first",
  reply: { 200: Type.Object({ items: Type.Array(Reading) }) },
  errors: ["not_found"],
});

export const addReading = route("POST", "/api/vehicles/:id/readings", {
  permission: "vehicles.write",
  summary: "Note an odometer reading; one below the last needs a reason",
  body: closed({
    value: Odometer,
    reason: Type.Optional(oneOf(["instrument_changed", "earlier_typo", "unit"])),
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 201: Reading },
  errors: ["not_found", "conflict", "invalid"],
});

export const listOwners = route("GET", "/api/vehicles/:id/owners", {
  permission: "vehicles.read",
  summary: "Owners, drivers and payers, newest first",
  reply: { 200: Type.Object({ items: Type.Array(Owner) }) },
  errors: ["not_found"],
});

export const changeOwner = route("POST", "/api/vehicles/:id/owner", {
  permission: "vehicles.write",
  summary: "Close the current ownership and open the next on a date",
  body: closed({ customerId: Id, fromOn: Type.Optional(DateOn) }),
  reply: { 200: Vehicle },
  errors: ["not_found", "invalid", "conflict"],
});

const dueItemFields = {
  title: text(80),
  kind: oneOf(["service", "inspection", "tyres", "other"]),
  everyMonths: nullable(Type.Integer({ minimum: 1, maximum: 240 })),
  everyDistance: nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
  dueOn: nullable(DateOn),
  dueOdometer: nullable(Odometer),
  lastDoneOn: nullable(DateOn),
  lastDoneOdometer: nullable(Odometer),
};

export const DueItem = Type.Object({
  id: Id,
  version: Version,
  ...dueItemFields,
  source: Type.String(),
  /** The earlier of date and distance, the distance extrapolated from the last two readings. */
  nextDueOn: nullable(DateOn),
});
export type DueItem = Static<typeof DueItem>;
const optionalDueItem = Type.Partial(Type.Object(dueItemFields)).properties;

export const listDueItems = route("GET", "/api/vehicles/:id/due-items", {
  permission: "vehicles.read",
  summary: "What falls due on a vehicle",
  reply: { 200: Type.Object({ items: Type.Array(DueItem) }) },
  errors: ["not_found"],
});

export const createDueItem = route("POST", "/api/vehicles/:id/due-items", {
  permission: "vehicles.write",
  summary: "Add something that falls due",
  body: closed({ ...optionalDueItem, title: dueItemFields.title, kind: dueItemFields.kind }),
  reply: { 201: DueItem },
  errors: ["not_found", "invalid"],
});

export const updateDueItem = route("PATCH", "/api/due-items/:id", {
  permission: "vehicles.write",
  summary: "Change a due item",
  body: closed({ version: Version, ...optionalDueItem }),
  reply: { 200: DueItem },
  errors: ["not_found", "conflict", "invalid"],
});

export const deleteDueItem = route("DELETE", "/api/due-items/:id", {
  permission: "vehicles.write",
  summary: "Remove a due item",
  reply: { 204: empty },
  errors: ["not_found"],
});
