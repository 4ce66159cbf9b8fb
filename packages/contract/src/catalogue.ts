import Type, { type Static } from "typebox";
import {
  Cents,
  Id,
  nullable,
  oneOf,
  Percent,
  PriceCents,
  Quantity,
  shownWith,
  TimeAt,
  text,
  Version,
} from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { Unit } from "./parts.ts";
import { closed, empty, route } from "./route.ts";
import { jobKinds } from "./work-orders.ts";

/** Whether a price was typed without or with VAT. */
const PriceModeOf = oneOf(["net", "gross"]);

const rateFields = {
  name: text(60),
  priceCents: PriceCents,
  taxRateId: Id,
  /** In the workshop's mode unless said otherwise; a changed one stays in its own. */
  priceMode: PriceModeOf,
  department: nullable(text(60)),
  isDefault: Type.Boolean(),
};
export const LabourRate = Type.Object({
  id: Id,
  version: Version,
  ...rateFields,
  /** Per hour. */
  priceCents: shownWith("prices.read", PriceCents),
  priceMode: shownWith("prices.read", PriceModeOf),
  archivedAt: nullable(TimeAt),
});
export type LabourRate = Static<typeof LabourRate>;

export const listLabourRates = route("GET", "/api/labour-rates", {
  permission: "work.read",
  summary: "Labour rates",
  reply: { 200: Type.Object({ items: Type.Array(LabourRate) }) },
});
export const getLabourRate = route("GET", "/api/labour-rates/:id", {
  permission: "work.read",
  summary: "One labour rate",
  reply: { 200: LabourRate },
  errors: ["not_found"],
});
export const createLabourRate = route("POST", "/api/labour-rates", {
  permission: "catalogue.write",
  summary: "Add a labour rate",
  body: closed({
    ...rateFields,
    priceMode: Type.Optional(rateFields.priceMode),
    department: Type.Optional(rateFields.department),
    isDefault: Type.Optional(Type.Boolean()),
  }),
  reply: { 201: LabourRate },
  errors: ["invalid"],
});
export const updateLabourRate = route("PATCH", "/api/labour-rates/:id", {
  permission: "catalogue.write",
  summary: "Change, archive or restore a labour rate",
  body: closed({
    version: Version,
    ...Type.Partial(Type.Object(rateFields)).properties,
    archived: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: LabourRate },
  errors: ["not_found", "conflict", "invalid"],
});
export const deleteLabourRate = route("DELETE", "/api/labour-rates/:id", {
  permission: "catalogue.write",
  summary: "Delete a labour rate nothing uses",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});

const CannedLine = closed({
  kind: oneOf(["labour", "part", "fee", "sublet"]),
  code: Type.Optional(nullable(text(60))),
  description: text(300),
  quantity: Quantity,
  unit: Unit,
  /** Null: today's price of the part or labour rate. */
  unitPriceCents: Type.Optional(nullable(PriceCents)),
  discountPercent: Type.Optional(Percent),
  taxRateId: Type.Optional(nullable(Id)),
  /** Cost of one unit of a fee or sublet. */
  costCents: Type.Optional(nullable(PriceCents)),
  partId: Type.Optional(nullable(Id)),
  labourRateId: Type.Optional(nullable(Id)),
});

const cannedFields = {
  code: text(30),
  title: text(120),
  category: text(60),
  kind: oneOf(jobKinds),
  complaint: nullable(text(4000)),
  correction: nullable(text(4000)),
  fixedPriceCents: nullable(PriceCents),
  /** Mode of the fixed price and of the lines' typed prices; the workshop's unless said, kept when left out of a change. */
  priceMode: PriceModeOf,
  fits: nullable(
    closed({ makes: Type.Array(text(60), { maxItems: 50 }), engines: Type.Array(text(80), { maxItems: 50 }) }),
  ),
  dueItem: nullable(
    closed({
      title: text(80),
      months: nullable(Type.Integer({ minimum: 1, maximum: 240 })),
      distance: nullable(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    }),
  ),
  lines: Type.Array(CannedLine, { maxItems: 60 }),
};
const optionalCanned = Type.Partial(Type.Object(cannedFields)).properties;

export const CannedJob = Type.Object({
  id: Id,
  version: Version,
  ...cannedFields,
  fixedPriceCents: shownWith("prices.read", nullable(PriceCents)),
  priceMode: shownWith("prices.read", PriceModeOf),
  lines: Type.Array(
    Type.Object({
      kind: oneOf(["labour", "part", "fee", "sublet"]),
      code: nullable(Type.String()),
      description: Type.String(),
      quantity: Quantity,
      unit: Unit,
      discountPercent: Type.Number(),
      taxRateId: nullable(Id),
      partId: nullable(Id),
      labourRateId: nullable(Id),
      costCents: shownWith("costs.read", nullable(Cents)),
      /** As typed into the canned job, and what one costs today, in the job's price mode. */
      unitPriceCents: shownWith("prices.read", nullable(PriceCents)),
      priceTodayCents: shownWith("prices.read", nullable(PriceCents)),
      /** The part it names is gone or archived, or nobody knows its price. */
      missing: Type.Boolean(),
    }),
  ),
  /** Price today in the workshop's price mode. */
  totalCents: shownWith("prices.read", Cents),
  hours: Quantity,
  archivedAt: nullable(TimeAt),
});
export type CannedJob = Static<typeof CannedJob>;

export const CannedJobRow = Type.Object({
  id: Id,
  code: Type.String(),
  title: Type.String(),
  category: Type.String(),
  hours: Quantity,
  totalCents: shownWith("prices.read", Cents),
  missingParts: Type.Integer(),
  /** Made for the vehicle asked about; without one, made for every car. */
  fitsVehicle: Type.Boolean(),
});
export type CannedJobRow = Static<typeof CannedJobRow>;

export const listCannedJobs = route("GET", "/api/canned-jobs", {
  permission: "work.read",
  summary: "Canned jobs at today's prices; those that fit the vehicle first",
  query: listQuery(["category", "title"], {
    category: Type.Optional(Type.String({ maxLength: 60 })),
    vehicleId: Type.Optional(Id),
    archived: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: page(CannedJobRow) },
});
export const getCannedJob = route("GET", "/api/canned-jobs/:id", {
  permission: "work.read",
  summary: "One canned job with its lines",
  reply: { 200: CannedJob },
  errors: ["not_found"],
});
export const createCannedJob = route("POST", "/api/canned-jobs", {
  permission: "catalogue.write",
  summary: "Add a canned job",
  body: closed({
    ...optionalCanned,
    code: cannedFields.code,
    title: cannedFields.title,
    category: cannedFields.category,
    lines: cannedFields.lines,
  }),
  reply: { 201: CannedJob },
  errors: ["invalid"],
});
export const updateCannedJob = route("PATCH", "/api/canned-jobs/:id", {
  permission: "catalogue.write",
  summary: "Change, archive or restore a canned job",
  body: closed({ version: Version, ...optionalCanned, archived: Type.Optional(Type.Boolean()) }),
  reply: { 200: CannedJob },
  errors: ["not_found", "conflict", "invalid"],
});
export const deleteCannedJob = route("DELETE", "/api/canned-jobs/:id", {
  permission: "catalogue.write",
  summary: "Delete a canned job no order used",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});
export const saveJobAsCanned = route("POST", "/api/jobs/:id/save-as-canned", {
  permission: "catalogue.write",
  summary: "Save a job of an order as a canned job",
  body: closed({ code: cannedFields.code, category: cannedFields.category, title: Type.Optional(cannedFields.title) }),
  reply: { 201: CannedJob },
  errors: ["not_found", "invalid"],
});
