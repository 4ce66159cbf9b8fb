import Type from "typebox";
import { Customer } from "./customers.ts";
import { Id, oneOf, Version } from "./fields.ts";
import { closed, route } from "./route.ts";

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
