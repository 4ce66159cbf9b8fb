import type { CustomerInput } from "@mechanicbuddy/contract/customers";
import type { Language } from "@mechanicbuddy/contract/fields";
import type { FormReader } from "./form-reader.ts";

/** What the customer form says. Fields the person may not see are not in the form and are left alone. */
export function customerFrom(form: FormReader, currency: string): CustomerInput {
  const has = (name: string) => form.data.has(name);
  const nullable = (name: string) => (has(name) ? form.nullable(name) : undefined);
  const treatment = form.text("taxTreatment");
  return {
    kind: form.text("kind") === "company" ? "company" : "private",
    firstName: nullable("firstName"),
    lastName: nullable("lastName"),
    companyName: nullable("companyName"),
    registrationNo: nullable("registrationNo"),
    vatId: nullable("vatId"),
    ...(treatment === "standard" || treatment === "reverse_charge" || treatment === "exempt"
      ? { taxTreatment: treatment, exemptReason: form.nullable("exemptReason") }
      : {}),
    phone: nullable("phone"),
    phone2: nullable("phone2"),
    street: nullable("street"),
    city: nullable("city"),
    region: nullable("region"),
    postalCode: nullable("postalCode"),
    country: has("country") ? (form.nullable("country")?.toUpperCase() ?? null) : undefined,
    personalCode: nullable("personalCode"),
    // The API checks the word; the form offers no other.
    language: form.text("language") as Language,
    dueDays: form.integer("dueDays") ?? null,
    discountPercent: form.percent("discountPercent") ?? null,
    creditLimitCents: form.cents("creditLimitCents", currency) ?? null,
    handleWithCare: form.checked("handleWithCare"),
    careNote: form.nullable("careNote"),
    cashOnly: form.checked("cashOnly"),
    note: form.nullable("note"),
    externalId: nullable("externalId"),
    ...(has("emails.0.address") ? { emails: emailsFrom(form) } : {}),
  };
}

/** The first address is the main one; empty lines are none. */
function emailsFrom(form: FormReader): CustomerInput["emails"] {
  const typed = Array.from({ length: 10 }, (_, n) => ({
    address: form.optional(`emails.${n}.address`),
    label: form.nullable(`emails.${n}.label`),
  }));
  return typed.flatMap(({ address, label }, n) =>
    address === undefined ? [] : [{ address, label, isPrimary: n === 0 }],
  );
}
