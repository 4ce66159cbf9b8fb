import type { CustomerInput } from "@mechanicbuddy/contract/customers";
import type { Language } from "@mechanicbuddy/contract/fields";
import type { FormReader } from "./form-reader.ts";

/** What the customer form says. Fields the person may not see are not in the form and are left alone. */
export function customerFrom(form: FormReader): CustomerInput {
  const has = (name: string) => form.data.has(name);
  const nullable = (name: string) => (has(name) ? form.nullable(name) : undefined);
  const email = form.optional("email");
  return {
    kind: form.text("kind") === "company" ? "company" : "private",
    firstName: nullable("firstName"),
    lastName: nullable("lastName"),
    companyName: nullable("companyName"),
    registrationNo: nullable("registrationNo"),
    vatId: nullable("vatId"),
    phone: nullable("phone"),
    street: nullable("street"),
    city: nullable("city"),
    postalCode: nullable("postalCode"),
    // The API checks the word; the form offers no other.
    language: form.text("language") as Language,
    discountPercent: form.percent("discountPercent") ?? null,
    handleWithCare: form.checked("handleWithCare"),
    careNote: form.nullable("careNote"),
    cashOnly: form.checked("cashOnly"),
    note: form.nullable("note"),
    ...(has("email") ? { emails: email === undefined ? [] : [{ address: email, label: null, isPrimary: true }] } : {}),
  };
}
