import type { Customer, CustomerInput, Duplicate, DuplicateWarning } from "@mechanicbuddy/contract/customers";
import type { Language } from "@mechanicbuddy/contract/fields";
import type { Static } from "typebox";

/** Everything people write about a customer, nothing left out. */
export type CustomerState = Required<CustomerInput>;

/** Fields that say something about a person. In the audit log they stand beside the chain, so that they can be erased. */
export const personalFields = [
  "firstName",
  "lastName",
  "companyName",
  "registrationNo",
  "vatId",
  "street",
  "city",
  "region",
  "postalCode",
  "phone",
  "phone2",
  "emails",
  "careNote",
  "note",
] as const satisfies (keyof CustomerState)[];

/** A customer nothing is known of yet. */
export function blankCustomer(language: Static<typeof Language>): Omit<CustomerState, "kind"> {
  return {
    firstName: null,
    lastName: null,
    companyName: null,
    registrationNo: null,
    personalCode: null,
    vatId: null,
    taxTreatment: "standard",
    exemptReason: null,
    street: null,
    city: null,
    region: null,
    postalCode: null,
    country: null,
    phone: null,
    phone2: null,
    emails: [],
    language,
    dueDays: null,
    discountPercent: null,
    creditLimitCents: null,
    handleWithCare: false,
    careNote: null,
    cashOnly: false,
    note: null,
    externalId: null,
  };
}

/** What must be corrected before saving, one sentence per field. */
export function faultsOf(customer: CustomerState): Record<string, string> {
  const faults: Record<string, string> = {};
  if (customer.kind === "company" && customer.companyName === null) faults.companyName = "Enter the company's name.";
  if (customer.kind === "private" && nameOf(customer) === "") faults.lastName = "Enter a first or last name.";
  if (customer.taxTreatment === "reverse_charge" && customer.vatId === null) {
    faults.vatId = "Enter the VAT id; reverse charge needs it.";
  }
  customer.emails.forEach(({ address, isPrimary }, index) => {
    const earlier = customer.emails.slice(0, index);
    if (earlier.some((email) => sameAddress(email.address, address))) {
      faults[`emails.${index}.address`] = "This address is there twice.";
    }
    if (isPrimary && earlier.some((email) => email.isPrimary)) {
      faults[`emails.${index}.isPrimary`] = "Only one address can be the main one.";
    }
  });
  return faults;
}

/** Exactly one address is the main one where there are any: the first, unless somebody chose. */
export function withPrimary(emails: CustomerState["emails"]): CustomerState["emails"] {
  if (emails.some((email) => email.isPrimary)) return emails;
  return emails.map((email, index) => ({ ...email, isPrimary: index === 0 }));
}

/** The name everybody sees; the database derives the same. */
export function nameOf({ kind, companyName, firstName, lastName }: CustomerState): string {
  return kind === "company" ? (companyName ?? "") : `${firstName ?? ""} ${lastName ?? ""}`.trim();
}

/** The address on one line, for lists and documents; null when nothing of it is known. */
export function addressLine({
  street,
  postalCode,
  city,
  region,
}: Pick<Customer, "street" | "postalCode" | "city" | "region">): string | null {
  const place = [postalCode, city].filter(Boolean).join(" ");
  return [street, place, region].filter(Boolean).join(", ") || null;
}

const reasons = {
  phone: "same phone",
  email: "same e-mail",
  registration: "same registration number",
  name: "similar name, same postcode",
};

/** Asks whether the customer is already there, naming who it could be. */
export function duplicateWarnings(alike: readonly Duplicate[]): DuplicateWarning[] {
  if (alike.length === 0) return [];
  const names = alike.map((one) => `${one.name} (${one.reasons.map((reason) => reasons[reason]).join(", ")})`);
  return [
    {
      code: "duplicate_customer",
      message: `Perhaps already here: ${names.join("; ")}.`,
      about: alike.map(({ id, name }) => ({ kind: "customer", id, label: name })),
    },
  ];
}

/** By what duplicates are recognised. */
export interface Traits {
  phoneKeys: string[];
  emails: string[];
  registrationNo: string | null;
  /** Names are compared within one postcode only. */
  name: string;
  postalCode: string | null;
}

/** Traits that are new: nobody is asked again about what was accepted when it was first saved. */
export function newTraits(traits: Traits, before: Traits | undefined): Traits {
  if (before === undefined) return traits;
  const sameName = traits.name === before.name && traits.postalCode === before.postalCode;
  return {
    phoneKeys: traits.phoneKeys.filter((key) => !before.phoneKeys.includes(key)),
    emails: traits.emails.filter((address) => !before.emails.some((old) => sameAddress(old, address))),
    registrationNo: traits.registrationNo === before.registrationNo ? null : traits.registrationNo,
    name: traits.name,
    postalCode: sameName ? null : traits.postalCode,
  };
}

function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Why a customer cannot be deleted: "12 orders, 3 vehicles. Archive instead?" Undefined when nothing refers to them. */
export function usageSentence(usage: { orders: number; vehicles: number; documents: number }): string | undefined {
  const counts = [
    count(usage.orders, "order"),
    count(usage.vehicles, "vehicle"),
    count(usage.documents, "document"),
  ].filter((text) => text !== undefined);
  return counts.length === 0 ? undefined : `${counts.join(", ")}. Archive instead?`;
}

function count(n: number, thing: string): string | undefined {
  return n === 0 ? undefined : `${n} ${thing}${n === 1 ? "" : "s"}`;
}
