import Type, { type Static } from "typebox";
import {
  AcceptWarnings,
  allShownWith,
  Cents,
  Country,
  DateOn,
  Email,
  Id,
  Language,
  nullable,
  oneOf,
  Percent,
  PriceCents,
  shownWith,
  TimeAt,
  text,
  Version,
} from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { MessageStatus } from "./messages.ts";
import { closed, empty, route } from "./route.ts";

/** Seen with `contacts.read` only; left out of replies otherwise. */
const contactFields = {
  street: nullable(text(200)),
  city: nullable(text(100)),
  region: nullable(text(100)),
  postalCode: nullable(text(20)),
  country: nullable(Country),
  phone: nullable(text(40)),
  phone2: nullable(text(40)),
  personalCode: nullable(text(40)),
};

const plainFields = {
  kind: oneOf(["private", "company"]),
  firstName: nullable(text(80)),
  lastName: nullable(text(80)),
  companyName: nullable(text(200)),
  registrationNo: nullable(text(40)),
  vatId: nullable(text(20)),
  taxTreatment: oneOf(["standard", "reverse_charge", "exempt"]),
  exemptReason: nullable(text(200)),
  language: Language,
  dueDays: nullable(Type.Integer({ minimum: 0, maximum: 365 })),
  discountPercent: nullable(Percent),
  creditLimitCents: nullable(PriceCents),
  handleWithCare: Type.Boolean(),
  careNote: nullable(text(500)),
  cashOnly: Type.Boolean(),
  note: nullable(text(4000)),
  externalId: nullable(text(80)),
};

const Emails = Type.Array(closed({ address: Email, label: nullable(text(40)), isPrimary: Type.Boolean() }), {
  maxItems: 10,
});

/** Everything a form may send; all optional but `kind`. */
export const CustomerInput = closed({
  ...Type.Partial(Type.Object({ ...plainFields, ...contactFields })).properties,
  kind: plainFields.kind,
  emails: Type.Optional(Emails),
});
export type CustomerInput = Static<typeof CustomerInput>;

export const Customer = Type.Object({
  id: Id,
  version: Version,
  name: Type.String(),
  ...plainFields,
  ...allShownWith("contacts.read", contactFields),
  /** One line, for lists and documents. */
  address: shownWith("contacts.read", nullable(Type.String())),
  /** The phone as E.164, null when it could not be read: a hint to look at it again. */
  phoneKey: shownWith("contacts.read", nullable(Type.String())),
  emails: shownWith(
    "contacts.read",
    Type.Array(
      Type.Object({
        address: Type.String(),
        label: nullable(Type.String()),
        isPrimary: Type.Boolean(),
        bouncedAt: nullable(TimeAt),
      }),
    ),
  ),
  archivedAt: nullable(TimeAt),
  createdAt: TimeAt,
});
export type Customer = Static<typeof Customer>;

export const CustomerRow = Type.Object({
  id: Id,
  name: Type.String(),
  kind: plainFields.kind,
  phone: shownWith("contacts.read", nullable(Type.String())),
  email: shownWith("contacts.read", nullable(Type.String())),
  handleWithCare: Type.Boolean(),
  cashOnly: Type.Boolean(),
  vehicles: Type.Array(Type.Object({ id: Id, plate: nullable(Type.String()), label: Type.String() })),
  lastVisitAt: nullable(TimeAt),
  openCents: shownWith("invoices.read", Cents),
  archivedAt: nullable(TimeAt),
});
export type CustomerRow = Static<typeof CustomerRow>;

export const listCustomers = route("GET", "/api/customers", {
  permission: "customers.read",
  summary: "Customers",
  query: listQuery(["name"], {
    kind: Type.Optional(plainFields.kind),
    archived: Type.Optional(Type.Boolean()),
    balance: Type.Optional(oneOf(["open"])),
    care: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: page(CustomerRow) },
});

/** The warning `duplicate_customer`, with whom it means. */
export const DuplicateWarning = Type.Object({
  code: Type.Literal("duplicate_customer"),
  message: Type.String(),
  about: Type.Array(Type.Object({ kind: Type.Literal("customer"), id: Id, label: Type.String() })),
});
export type DuplicateWarning = Static<typeof DuplicateWarning>;

export const createCustomer = route("POST", "/api/customers", {
  beginsNew: true,
  permission: "customers.write",
  summary: "Add a customer; likely duplicates are a warning",
  body: closed({ ...CustomerInput.properties, acceptWarnings: AcceptWarnings }),
  reply: { 201: Customer },
  errors: ["invalid", "conflict"],
});

export const getCustomer = route("GET", "/api/customers/:id", {
  permission: "customers.read",
  summary: "One customer",
  reply: { 200: Customer },
  errors: ["not_found"],
});

export const updateCustomer = route("PATCH", "/api/customers/:id", {
  permission: "customers.write",
  summary: "Change, archive or restore a customer",
  body: closed({
    ...Type.Partial(CustomerInput).properties,
    version: Version,
    archived: Type.Optional(Type.Boolean()),
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 200: Customer },
  errors: ["not_found", "conflict", "invalid"],
});

export const deleteCustomer = route("DELETE", "/api/customers/:id", {
  permission: "customers.write",
  summary: "Delete a customer nothing refers to",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});

export const CustomerVehicle = Type.Object({
  id: Id,
  plate: nullable(Type.String()),
  label: Type.String(),
  lastVisitAt: nullable(TimeAt),
  /** What falls due next on it. */
  nextDue: nullable(Type.Object({ title: Type.String(), on: DateOn })),
});

export const listCustomerVehicles = route("GET", "/api/customers/:id/vehicles", {
  permission: "customers.read",
  summary: "Vehicles the customer owns now",
  reply: { 200: Type.Object({ items: Type.Array(CustomerVehicle) }) },
  errors: ["not_found"],
});
export type CustomerVehicle = Static<typeof CustomerVehicle>;

export const CustomerVisit = Type.Object({
  workOrderId: Id,
  number: Type.Integer(),
  at: TimeAt,
  plate: nullable(Type.String()),
  vehicle: nullable(Type.String()),
  concern: nullable(Type.String()),
  stage: Type.String(),
});
export type CustomerVisit = Static<typeof CustomerVisit>;

export const listCustomerHistory = route("GET", "/api/customers/:id/history", {
  permission: "customers.read",
  summary: "Work orders of a customer, newest first",
  query: closed({
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
  }),
  reply: { 200: page(CustomerVisit) },
  errors: ["not_found"],
});

/** A message to a customer, for their page. */
export const CustomerMessage = Type.Object({
  id: Id,
  at: TimeAt,
  subject: nullable(Type.String()),
  status: MessageStatus,
  to: shownWith("contacts.read", Type.Array(Type.String())),
});
export type CustomerMessage = Static<typeof CustomerMessage>;

export const listCustomerMessages = route("GET", "/api/customers/:id/messages", {
  permission: "messages.read",
  summary: "Messages to a customer, newest first, at most 100",
  reply: { 200: Type.Object({ items: Type.Array(CustomerMessage) }) },
  errors: ["not_found"],
});

const consentFields = {
  purpose: oneOf(["marketing", "reminders"]),
  channel: oneOf(["email", "sms", "phone", "post"]),
  given: Type.Boolean(),
  /** How it was said: "at the counter", "by mail of 3 May". */
  how: text(200),
};

export const Consent = Type.Object({ id: Id, ...consentFields, at: TimeAt, by: nullable(Type.String()) });
export type Consent = Static<typeof Consent>;

export const listConsents = route("GET", "/api/customers/:id/consents", {
  permission: "customers.read",
  summary: "What a customer agreed to hear and when, newest first; the newest of a purpose and channel holds",
  reply: { 200: Type.Object({ items: Type.Array(Consent) }) },
  errors: ["not_found"],
});

export const recordConsent = route("POST", "/api/customers/:id/consents", {
  permission: "customers.write",
  summary: "Note that a customer agreed or no longer agrees; nothing noted before is changed",
  body: closed(consentFields),
  reply: { 201: Consent },
  errors: ["not_found", "invalid"],
});

export const Duplicate = Type.Object({
  id: Id,
  name: Type.String(),
  /** What they share: names count within one postcode only. */
  reasons: Type.Array(oneOf(["phone", "email", "registration", "name"])),
});
export type Duplicate = Static<typeof Duplicate>;

export const listDuplicates = route("GET", "/api/customers/:id/duplicates", {
  permission: "customers.read",
  summary: "Customers who may be the same person",
  reply: { 200: Type.Object({ items: Type.Array(Duplicate) }) },
  errors: ["not_found"],
});

export const DuplicatePair = Type.Object({
  customers: Type.Array(
    Type.Object({ id: Id, name: Type.String(), vehicles: Type.Integer(), lastVisitAt: nullable(TimeAt) }),
    { minItems: 2, maxItems: 2 },
  ),
  reasons: Duplicate.properties.reasons,
});
export type DuplicatePair = Static<typeof DuplicatePair>;

export const listDuplicatePairs = route("GET", "/api/customer-duplicates", {
  permission: "customers.read",
  summary: "Pairs of customers who may be one person, the likeliest first, at most 100",
  reply: { 200: Type.Object({ items: Type.Array(DuplicatePair) }) },
});

/** `balanceCents` is what the customer owes in all, `overdueCents` the part past its due date, `creditCents` money on no invoice. */
export const CustomerBalance = Type.Object({ balanceCents: Cents, overdueCents: Cents, creditCents: Cents });
export type CustomerBalance = Static<typeof CustomerBalance>;

export const getCustomerBalance = route("GET", "/api/customers/:id/balance", {
  permission: "invoices.read",
  summary: "Invoices less credit notes and payments, plus refunds",
  reply: { 200: CustomerBalance },
  errors: ["not_found"],
});
