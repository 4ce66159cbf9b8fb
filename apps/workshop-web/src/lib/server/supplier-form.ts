import type { FormReader } from "./form-reader.ts";

/** What the supplier form says. */
export const supplierFrom = (form: FormReader) => ({
  name: form.text("name"),
  registrationNo: form.nullable("registrationNo"),
  email: form.nullable("email"),
  phone: form.nullable("phone"),
  ourCustomerNo: form.nullable("ourCustomerNo"),
  leadDays: form.integer("leadDays") ?? null,
  note: form.nullable("note"),
});
