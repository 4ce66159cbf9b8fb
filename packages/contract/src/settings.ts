import Type, { type Static } from "typebox";
import {
  Cents,
  Country,
  Currency,
  DateOn,
  Email,
  Id,
  Language,
  nullable,
  oneOf,
  Percent,
  text,
  Version,
} from "./fields.ts";
import { numberPatternMaxLength } from "./number-pattern.ts";
import { binary, closed, empty, route } from "./route.ts";
import { taxCategories } from "./totals.ts";

/** What a workshop may want settled before a car is ready, or before it is invoiced. */
export const gates = [
  "odometer_in",
  "odometer_out",
  "cause_correction",
  "mechanic_on_labour",
  "parts_settled",
  "contact_reachable",
  "promise_kept",
] as const;
export type Gate = (typeof gates)[number];
export const gateLevels = ["warn", "block"] as const;
export const gateMoments = ["ready", "invoice"] as const;
export const GateRule = closed({ level: oneOf(gateLevels), before: oneOf(gateMoments) });
export type GateRule = Static<typeof GateRule>;
/** A gate that is not named is off. */
const GateRules = closed(
  Object.fromEntries(gates.map((gate) => [gate, Type.Optional(GateRule)])) as Record<
    Gate,
    ReturnType<typeof Type.Optional<typeof GateRule>>
  >,
);

export const Settings = Type.Object({
  version: Version,
  currency: Currency,
  language: Type.String(),
  timeZone: Type.String(),
  distanceUnit: oneOf(["km", "mi"]),
  priceMode: oneOf(["net", "gross"]),
  dueDays: Type.Integer(),
  paymentMethodId: nullable(Id),
  estimateValidDays: Type.Integer(),
  lateFeeText: Type.String(),
  invoiceNote: Type.String(),
  estimateNote: Type.String(),
  signatureLines: Type.Boolean(),
  showVehicle: Type.Boolean(),
  cashRoundingCents: Type.Integer({ enum: [0, 5, 10] }),
  discountLimits: Type.Record(Type.String(), Type.Number()),
  approvalDemand: oneOf(["never", "always", "above"]),
  approvalAboveCents: nullable(Cents),
  approvalTolerancePercent: Type.Number(),
  /** So long issued documents stay; afterwards number, date and hash are left. */
  retentionYears: Type.Integer(),
  gates: GateRules,
  /** True once a document was issued: the currency can no longer change. */
  currencyFixed: Type.Boolean(),
});
export type Settings = Static<typeof Settings>;

export const getSettings = route("GET", "/api/settings", {
  permission: "settings.read",
  summary: "Settings of the workshop",
  reply: { 200: Settings },
});

export const updateSettings = route("PATCH", "/api/settings", {
  permission: "settings.write",
  summary: "Change settings",
  body: closed({
    version: Version,
    currency: Type.Optional(Currency),
    language: Type.Optional(Language),
    timeZone: Type.Optional(text(60)),
    distanceUnit: Type.Optional(oneOf(["km", "mi"])),
    priceMode: Type.Optional(oneOf(["net", "gross"])),
    dueDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 365 })),
    paymentMethodId: Type.Optional(nullable(Id)),
    estimateValidDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
    lateFeeText: Type.Optional(text(500, { min: 0 })),
    invoiceNote: Type.Optional(text(2000, { min: 0 })),
    estimateNote: Type.Optional(text(2000, { min: 0 })),
    signatureLines: Type.Optional(Type.Boolean()),
    showVehicle: Type.Optional(Type.Boolean()),
    cashRoundingCents: Type.Optional(Type.Integer({ enum: [0, 5, 10] })),
    discountLimits: Type.Optional(Type.Record(Type.String(), Percent)),
    approvalDemand: Type.Optional(oneOf(["never", "always", "above"])),
    approvalAboveCents: Type.Optional(nullable(Cents)),
    approvalTolerancePercent: Type.Optional(Type.Number({ minimum: 0, maximum: 20, multipleOf: 0.01 })),
    retentionYears: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    gates: Type.Optional(GateRules),
  }),
  reply: { 200: Settings },
  errors: ["conflict", "invalid"],
});

const Account = closed({
  iban: Type.String({ minLength: 5, maxLength: 42 }),
  bic: nullable(Type.String({ maxLength: 11 })),
  bank: nullable(Type.String({ maxLength: 80 })),
});

const requisitesFields = {
  legalName: text(200),
  tradingName: nullable(text(200)),
  registrationNo: nullable(text(40)),
  vatId: nullable(text(20)),
  street: nullable(text(200)),
  city: nullable(text(100)),
  region: nullable(text(100)),
  postalCode: nullable(text(20)),
  country: nullable(Country),
  phone: nullable(text(40)),
  email: nullable(Email),
  website: nullable(text(200)),
  accounts: Type.Array(Account, { maxItems: 5 }),
};

export const Requisites = Type.Object({
  version: Version,
  ...requisitesFields,
  legalName: Type.String(),
  /** The picture on documents: `GET /api/files/:id`. */
  logoFileId: nullable(Id),
});
export type Requisites = Static<typeof Requisites>;

export const getRequisites = route("GET", "/api/requisites", {
  permission: "settings.read",
  summary: "Company data as printed on documents",
  reply: { 200: Requisites },
});

export const putRequisites = route("PUT", "/api/requisites", {
  permission: "settings.fiscal",
  summary: "Save company data",
  body: closed({ version: Version, ...requisitesFields }),
  reply: { 200: Requisites },
  errors: ["conflict", "invalid"],
});

/** Largest logo in bytes. It goes into every PDF, so it is kept small. */
export const logoMaxBytes = 2_000_000;

export const putLogo = route("PUT", "/api/requisites/logo", {
  permission: "settings.fiscal",
  summary: "Put a PNG or JPEG picture on documents issued from now on",
  body: closed({
    /** The file in base64. */
    picture: Type.String({ minLength: 1, maxLength: 4_000_000, message: "Choose a picture." }),
  }),
  bodyLimit: 4_200_000,
  reply: { 200: Requisites },
  errors: ["invalid", "too_large"],
});

export const deleteLogo = route("DELETE", "/api/requisites/logo", {
  permission: "settings.fiscal",
  summary: "Issue documents without a picture from now on",
  reply: { 200: Requisites },
});

export const sampleDocument = route("GET", "/api/settings/sample/:document", {
  permission: "settings.write",
  summary: "An invented estimate or invoice as the settings of now print it",
  params: Type.Object({ document: oneOf(["estimate", "invoice"]) }),
  reply: { 200: binary("application/pdf") },
});

/** What is typed on a settings page and not saved yet; what is left out is as it is saved. */
const Unsaved = closed({
  settings: Type.Optional(
    closed({
      language: Type.Optional(Language),
      priceMode: Type.Optional(oneOf(["net", "gross"])),
      dueDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 365 })),
      estimateValidDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 365 })),
      lateFeeText: Type.Optional(text(500, { min: 0 })),
      invoiceNote: Type.Optional(text(2000, { min: 0 })),
      estimateNote: Type.Optional(text(2000, { min: 0 })),
      signatureLines: Type.Optional(Type.Boolean()),
      showVehicle: Type.Optional(Type.Boolean()),
    }),
  ),
  requisites: Type.Optional(Type.Partial(closed(requisitesFields))),
});
export type Unsaved = Static<typeof Unsaved>;

export const previewDocument = route("POST", "/api/settings/sample", {
  permission: "settings.write",
  summary: "An invented document with what is typed and not saved; nothing is saved",
  body: closed({ document: oneOf(["estimate", "invoice"]), ...Unsaved.properties }),
  reply: { 200: binary("application/pdf") },
  errors: ["invalid"],
  attemptsPerHour: 600,
});

export const sendTestEmail = route("POST", "/api/settings/test-email", {
  permission: "settings.write",
  summary: "Mail oneself, to see whether mail arrives",
  reply: { 201: Type.Object({ messageId: Id, to: Type.String() }) },
  attemptsPerHour: 20,
});

/** What a workshop does on its first day, in this order. */
export const firstSteps = ["company", "tax", "number", "logo", "colleague", "test_email"] as const;

export const getChecklist = route("GET", "/api/settings/checklist", {
  permission: "settings.read",
  summary: "What of the first day is done; nothing once the list was put away",
  reply: { 200: Type.Object({ items: Type.Array(Type.Object({ step: oneOf(firstSteps), done: Type.Boolean() })) }) },
});

export const dismissChecklist = route("DELETE", "/api/settings/checklist", {
  permission: "settings.write",
  summary: "Put the list of the first day away",
  reply: { 204: empty },
});

const taxRateFields = {
  code: text(10),
  name: text(60),
  percent: Type.Number({ minimum: 0, maximum: 50, multipleOf: 0.01 }),
  category: oneOf(taxCategories),
  reason: nullable(text(200)),
  validFromOn: DateOn,
  validUntilOn: nullable(DateOn),
  isDefault: Type.Boolean(),
};

export const TaxRate = Type.Object({
  id: Id,
  version: Version,
  ...taxRateFields,
  /** Used on an issued document: end it and add a new one instead of editing. */
  used: Type.Boolean(),
});
export type TaxRate = Static<typeof TaxRate>;

export const listTaxRates = route("GET", "/api/tax-rates", {
  permission: "settings.read",
  summary: "Tax rates, current ones first",
  reply: { 200: Type.Object({ items: Type.Array(TaxRate) }) },
});

export const getTaxRate = route("GET", "/api/tax-rates/:id", {
  permission: "settings.read",
  summary: "One tax rate",
  reply: { 200: TaxRate },
  errors: ["not_found"],
});

export const createTaxRate = route("POST", "/api/tax-rates", {
  permission: "settings.fiscal",
  summary: "Add a tax rate",
  body: closed(taxRateFields),
  reply: { 201: TaxRate },
  errors: ["conflict", "invalid"],
});

export const updateTaxRate = route("PATCH", "/api/tax-rates/:id", {
  permission: "settings.fiscal",
  summary: "Change an unused tax rate, or end a used one",
  body: closed({ version: Version, ...Type.Partial(Type.Object(taxRateFields)).properties }),
  reply: { 200: TaxRate },
  errors: ["not_found", "conflict", "in_use", "invalid"],
});

export const deleteTaxRate = route("DELETE", "/api/tax-rates/:id", {
  permission: "settings.fiscal",
  summary: "Delete a tax rate nothing uses",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});

export const NumberSeries = Type.Object({
  id: Id,
  version: Version,
  kind: oneOf(["work_order", "invoice", "credit_note", "receipt", "purchase_order"]),
  pattern: Type.String(),
  next: Type.Integer(),
  resets: oneOf(["yearly", "never"]),
  /** The number the next document would get today. */
  preview: Type.String(),
});
export type NumberSeries = Static<typeof NumberSeries>;

export const listNumberSeries = route("GET", "/api/number-series", {
  permission: "settings.read",
  summary: "Number series and the next number of each",
  reply: { 200: Type.Object({ items: Type.Array(NumberSeries) }) },
});

export const updateNumberSeries = route("PATCH", "/api/number-series/:id", {
  permission: "settings.fiscal",
  summary: "Change a pattern, or raise the next number",
  body: closed({
    version: Version,
    pattern: Type.Optional(text(numberPatternMaxLength)),
    next: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_000_000_000 })),
    resets: Type.Optional(oneOf(["yearly", "never"])),
  }),
  reply: { 200: NumberSeries },
  errors: ["not_found", "conflict", "invalid"],
});

const paymentMethodFields = {
  name: text(40),
  kind: oneOf(["cash", "card", "transfer", "online", "other"]),
  active: Type.Boolean(),
};

export const PaymentMethod = Type.Object({
  id: Id,
  version: Version,
  position: Type.Integer(),
  ...paymentMethodFields,
});
export type PaymentMethod = Static<typeof PaymentMethod>;

export const listPaymentMethods = route("GET", "/api/payment-methods", {
  permission: "settings.read",
  summary: "Payment methods in their order",
  reply: { 200: Type.Object({ items: Type.Array(PaymentMethod) }) },
});

export const getPaymentMethod = route("GET", "/api/payment-methods/:id", {
  permission: "settings.read",
  summary: "One payment method",
  reply: { 200: PaymentMethod },
  errors: ["not_found"],
});

export const createPaymentMethod = route("POST", "/api/payment-methods", {
  permission: "settings.write",
  summary: "Add a payment method",
  body: closed(paymentMethodFields),
  reply: { 201: PaymentMethod },
  errors: ["invalid"],
});

export const updatePaymentMethod = route("PATCH", "/api/payment-methods/:id", {
  permission: "settings.write",
  summary: "Rename, reorder or retire a payment method",
  body: closed({
    version: Version,
    position: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    ...Type.Partial(Type.Object(paymentMethodFields)).properties,
  }),
  reply: { 200: PaymentMethod },
  errors: ["not_found", "conflict", "invalid"],
});

export const deletePaymentMethod = route("DELETE", "/api/payment-methods/:id", {
  permission: "settings.write",
  summary: "Delete a payment method nothing was paid with",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});
