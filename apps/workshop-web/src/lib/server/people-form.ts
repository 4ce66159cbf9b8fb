import type { Language } from "@mechanicbuddy/contract/fields";
import { roles } from "@mechanicbuddy/contract/permission";
import type { FormReader } from "./form-reader.ts";

export const roleFrom = (form: FormReader) => roles.find((one) => one === form.text("role")) ?? "readonly";

/** What the form of a person says. The cost of an hour is left alone when it may not be seen. */
export function employeeFrom(form: FormReader, currency: string) {
  const skills = form
    .text("skills")
    .split(",")
    .map((one) => one.trim());
  return {
    firstName: form.text("firstName"),
    lastName: form.text("lastName"),
    profession: form.nullable("profession"),
    email: form.nullable("email"),
    phone: form.nullable("phone"),
    address: form.nullable("address"),
    labourRateId: form.nullable("labourRateId"),
    ...(form.data.has("hourlyCostCents") ? { hourlyCostCents: form.cents("hourlyCostCents", currency) ?? null } : {}),
    skills: skills.filter((one) => one !== ""),
    bookable: form.checked("bookable"),
    colour: form.text("colour").toLowerCase(),
    activeUntilOn: form.nullable("activeUntilOn"),
    note: form.nullable("note"),
  };
}

/** What the form of an invitation says about the account. */
export function accountFrom(form: FormReader) {
  return {
    username: form.text("username"),
    email: form.text("email"),
    role: roleFrom(form),
    // The API checks the word; the form offers no other.
    language: form.text("language") as Language,
  };
}
