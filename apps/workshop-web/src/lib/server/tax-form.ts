import { taxCategories } from "@mechanicbuddy/contract/totals";
import type { FormReader } from "./form-reader.ts";

/** What the tax rate form says. */
export function taxRateFrom(form: FormReader) {
  return {
    code: form.text("code"),
    name: form.text("name"),
    percent: form.percent("percent") ?? -1,
    category: taxCategories.find((one) => one === form.text("category")) ?? "S",
    reason: form.nullable("reason"),
    validFromOn: form.text("validFromOn"),
    validUntilOn: form.nullable("validUntilOn"),
    isDefault: form.checked("isDefault"),
  };
}
