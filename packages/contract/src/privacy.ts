import Type, { type Static } from "typebox";
import { Customer } from "./customers.ts";
import { Email, Id, oneOf, TimeAt, Version } from "./fields.ts";
import { binary, closed, route } from "./route.ts";

export const eraseCustomer = route("POST", "/api/customers/:id/erase", {
  permission: "customers.privacy",
  summary: "Forget a person for good; refused while an order is open or a balance stands",
  body: closed({ version: Version }),
  reply: { 200: Customer },
  errors: ["not_found", "conflict", "in_use"],
});

/** What is taken over together when two customers become one. E-mails are never lost: they come together. */
export const mergeParts = [
  "name",
  "registrationNo",
  "personalCode",
  "vatId",
  "tax",
  "address",
  "phone",
  "phone2",
  "language",
  "dueDays",
  "discountPercent",
  "creditLimitCents",
  "care",
  "cashOnly",
  "note",
  "externalId",
] as const;
export type MergePart = (typeof mergeParts)[number];

/** The fields of each part. */
export const mergeFields = {
  name: ["kind", "firstName", "lastName", "companyName"],
  registrationNo: ["registrationNo"],
  personalCode: ["personalCode"],
  vatId: ["vatId"],
  tax: ["taxTreatment", "exemptReason"],
  address: ["street", "city", "region", "postalCode", "country"],
  phone: ["phone"],
  phone2: ["phone2"],
  language: ["language"],
  dueDays: ["dueDays"],
  discountPercent: ["discountPercent"],
  creditLimitCents: ["creditLimitCents"],
  care: ["handleWithCare", "careNote"],
  cashOnly: ["cashOnly"],
  note: ["note"],
  externalId: ["externalId"],
} as const satisfies Record<MergePart, readonly (keyof Customer)[]>;

export const mergeCustomer = route("POST", "/api/customers/:id/merge", {
  permission: "customers.privacy",
  summary:
    "Make two customers one: cars, orders, money, messages and files come to this one, the other leads here for ever",
  body: closed({
    version: Version,
    otherId: Id,
    otherVersion: Version,
    /** Parts taken from the other; all the rest stays as it is here. */
    take: Type.Array(oneOf([...mergeParts]), { uniqueItems: true, maxItems: mergeParts.length }),
  }),
  reply: { 200: Customer },
  errors: ["not_found", "conflict", "invalid"],
});

/** Where everything about the person can be fetched, by whoever holds the link. */
export const CustomerExport = Type.Object({ link: Type.String(), expiresAt: TimeAt, bytes: Type.Integer() });
export type CustomerExport = Static<typeof CustomerExport>;

export const exportCustomer = route("POST", "/api/customers/:id/export", {
  permission: "customers.privacy",
  summary:
    "Pack everything about a person: JSON, PDFs, photos; a link for seven days, mailed where an address is given",
  body: closed({ to: Type.Optional(Email) }),
  reply: { 201: CustomerExport },
  errors: ["not_found", "conflict", "invalid"],
});

export const getCustomerExport = route("GET", "/api/public/customer-exports/:token", {
  whilePaused: "documents",
  permission: "public",
  summary: "The archive behind the link",
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }),
  attemptsPerHour: 60,
  reply: { 200: binary("application/zip") },
  errors: ["gone", "not_found"],
});
